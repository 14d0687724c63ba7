//! An empty serenity client: it counts messages, on the runtime that serenity's examples use.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use serenity::all::{
    ClientBuilder, Context, EventHandler, GatewayIntents, Guild, HttpBuilder, Message, Ready,
};
use serenity::async_trait;

struct Counter {
    messages: usize,
    seen: AtomicUsize,
    servers: AtomicUsize,
}

#[async_trait]
impl EventHandler for Counter {
    async fn ready(&self, _: Context, ready: Ready) {
        self.servers.fetch_add(ready.guilds.len(), Ordering::SeqCst);
    }

    async fn guild_create(&self, _: Context, _: Guild, _: Option<bool>) {
        if self.servers.fetch_sub(1, Ordering::SeqCst) == 1 {
            println!("ready");
        }
    }

    async fn message(&self, _: Context, _: Message) {
        if self.seen.fetch_add(1, Ordering::Relaxed) + 1 == self.messages {
            println!("done");
        }
    }
}

#[tokio::main]
async fn main() {
    let of = |name: &str| env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    // The proxy takes the place of https://discord.com. serenity's own limiter would not go by it.
    let http = HttpBuilder::new(of("TOKEN"))
        .proxy(of("ORIGIN"))
        .ratelimiter_disabled(true)
        .build();
    let counter = Counter {
        messages: of("MESSAGES").parse().expect("a number of messages"),
        seen: AtomicUsize::new(0),
        servers: AtomicUsize::new(0),
    };
    let intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let client = ClientBuilder::new_with_http(http, intents).event_handler(counter);
    let mut client = client.await.expect("a client");
    client.start().await.expect("a session");
}
