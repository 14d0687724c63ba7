//! `/healthz`: whether Adagio does its work, for whatever watches over the process.
//!
//! `GET /healthz` answers 200 `well`, or 503 with the reason: `not connected to Discord`.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How Adagio is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Connected to Discord.
    Well,
    /// Not doing its work, and why.
    Unwell(String),
}

/// The address can't be listened on.
#[derive(Debug, thiserror::Error)]
#[error(
    "the address {address} of service.listen can't be used: {problem}; choose another, or \"\""
)]
pub struct AddressInUse {
    address: SocketAddr,
    problem: io::Error,
}

/// Takes `address`, before anything else starts.
///
/// # Errors
/// Somebody else has it, or it is not this machine's.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, AddressInUse> {
    TcpListener::bind(address)
        .await
        .map_err(|problem| AddressInUse { address, problem })
}

/// Answers on `listener` until dropped; `ask` says how Adagio is at that moment.
///
/// # Errors
/// The listener broke.
pub async fn serve(
    listener: TcpListener,
    ask: impl Fn() -> Health + Send + Sync + 'static,
) -> io::Result<()> {
    let ask = Arc::new(ask);
    let answer = move || {
        let health = ask();
        async move {
            match health {
                Health::Well => (StatusCode::OK, "well\n".to_owned()),
                Health::Unwell(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")),
            }
        }
    };
    axum::serve(listener, Router::new().route("/healthz", get(answer))).await
}

/// How long a healthy process may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the Adagio that listens at `address`.
///
/// # Errors
/// Nothing answers there, or it is not well; the error says why.
pub async fn ask(address: SocketAddr) -> anyhow::Result<()> {
    let answer = tokio::time::timeout(PATIENCE, exchange(address))
        .await
        .with_context(|| format!("nothing answers at {address}"))?
        .with_context(|| format!("ask {address} for /healthz"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    if !head.starts_with("HTTP/1.0 200") && !head.starts_with("HTTP/1.1 200") {
        bail!("Adagio at {address} is not well: {}", body.trim());
    }
    Ok(())
}

async fn exchange(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn asked(health: Health) -> anyhow::Result<()> {
        let listener = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::select! {
            broke = serve(listener, move || health.clone()) => panic!("{broke:?}"),
            answer = ask(address) => answer,
        }
    }

    #[tokio::test]
    async fn who_asks_learns_how_adagio_is() {
        assert!(asked(Health::Well).await.is_ok());
        let error = asked(Health::Unwell("not connected".to_owned())).await;
        assert!(error.unwrap_err().to_string().ends_with("not connected"));
    }

    #[tokio::test]
    async fn an_address_that_is_taken_is_named() {
        let taken = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = taken.local_addr().unwrap();
        let sentence = bind(address).await.unwrap_err().to_string();
        assert!(sentence.contains(&address.to_string()), "{sentence}");
    }
}
