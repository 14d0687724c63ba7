//! The port, and connections that a fault can cut: then nothing more is written and the client sees the connection close
//! without an answer. While nothing can be reached, the port refuses connections and nobody else gets it.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use futures_util::task::AtomicWaker;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

use crate::world::Reach;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// The port, and the connections that came through it.
pub(crate) struct Port {
    address: SocketAddr,
    door: Door,
    reach: watch::Receiver<Reach>,
    lines: Vec<Weak<Severed>>,
}

enum Door {
    Open(TcpListener),
    /// Bound, so that nobody else gets the port, but not listening: connections are refused.
    Shut {
        _held: TcpSocket,
    },
}

impl Port {
    /// Takes a port, 0 any that is free, and listens on it whenever Discord can be reached.
    pub(crate) async fn open(at: SocketAddr, reach: watch::Receiver<Reach>) -> io::Result<Self> {
        if at.port() != 0 {
            // The sockets below would share the port with another simulator.
            drop(TcpListener::bind(at).await?);
        }
        let listener = bind(at)?.listen(BACKLOG)?;
        Ok(Self {
            address: listener.local_addr()?,
            door: Door::Open(listener),
            reach,
            lines: Vec::new(),
        })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets the door follow what can be reached.
    fn see_to_door(&mut self) -> io::Result<()> {
        let reach = *self.reach.borrow_and_update();
        match (&self.door, reach) {
            (Door::Open(_), Reach::Down) => {
                let _held = bind(self.address)?;
                self.door = Door::Shut { _held };
                for line in self.lines.drain(..).filter_map(|line| line.upgrade()) {
                    line.sever();
                }
            }
            (Door::Shut { .. }, Reach::Up) => {
                let reopened = bind(self.address)?.listen(BACKLOG)?;
                self.door = Door::Open(reopened);
            }
            _ => {}
        }
        Ok(())
    }

    /// The next connection; `None`: the door is to be seen to first.
    async fn next(&mut self) -> Option<(TcpStream, SocketAddr)> {
        let changed = self.reach.changed();
        match &mut self.door {
            Door::Open(listener) => tokio::select! {
                came = Listener::accept(listener) => Some(came),
                Ok(()) = changed => None,
            },
            Door::Shut { .. } => match changed.await {
                Ok(()) => None,
                // Nobody is left who could open it.
                Err(_) => std::future::pending().await,
            },
        }
    }
}

/// A socket that can share its port with another one of ours.
fn bind(at: SocketAddr) -> io::Result<TcpSocket> {
    let socket = match at {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(true)?;
    socket.bind(at)?;
    Ok(socket)
}

/// Whether a connection is cut, and who waits for its bytes.
#[derive(Debug, Default)]
struct Severed {
    is: AtomicBool,
    reader: AtomicWaker,
}

impl Severed {
    fn sever(&self) {
        self.is.store(true, Ordering::SeqCst);
        self.reader.wake();
    }
}

/// Cuts one connection.
#[derive(Clone, Debug)]
pub(crate) struct Cut(Arc<Severed>);

impl Cut {
    pub(crate) fn now(&self) {
        self.0.sever();
    }

    /// The connection that it would cut.
    pub(crate) fn line(&self) -> LineId {
        LineId(Arc::downgrade(&self.0))
    }
}

/// Which connection it is, standing or not.
#[derive(Clone, Debug)]
pub(crate) struct LineId(Weak<Severed>);

impl PartialEq for LineId {
    fn eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

/// A TCP connection that [`Cut`] can end.
pub(crate) struct Line {
    stream: TcpStream,
    cut: Cut,
}

impl Line {
    fn check(&self) -> io::Result<()> {
        if self.cut.0.is.load(Ordering::SeqCst) {
            Err(io::ErrorKind::ConnectionReset.into())
        } else {
            Ok(())
        }
    }
}

impl Listener for Port {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            if let Err(why) = self.see_to_door() {
                tracing::error!(%why, "the port can't be shut or opened");
            }
            if let Some((stream, from)) = self.next().await {
                // Small frames go out at once; without it the connection only gets slower.
                let _ = stream.set_nodelay(true);
                let severed = Arc::new(Severed::default());
                self.lines.retain(|line| line.strong_count() > 0);
                self.lines.push(Arc::downgrade(&severed));
                let cut = Cut(severed);
                return (Line { stream, cut }, from);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, Port>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Port>) -> Self {
        stream.io().cut.clone()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.cut.0.reader.register(cx.waker());
        self.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
