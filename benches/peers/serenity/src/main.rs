//! An empty serenity client: it counts messages, on the runtime that serenity's examples use.

use std::env;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};

use serenity::all::{
    ClientBuilder, Context, EventHandler, GatewayIntents, Guild, HttpBuilder, Message, Ready,
};
use serenity::async_trait;

struct Counter {
    messages: usize,
    seen: AtomicUsize,
    /// Servers that were announced and haven't come. Each event has a task of its own, so they may come first.
    missing: AtomicIsize,
}

impl Counter {
    fn note_servers(&self, announced: isize) {
        if self.missing.fetch_add(announced, Ordering::SeqCst) + announced == 0 {
            println!("ready");
        }
    }
}

#[async_trait]
impl EventHandler for Counter {
    async fn ready(&self, _: Context, ready: Ready) {
        self.note_servers(ready.guilds.len().cast_signed());
    }

    async fn guild_create(&self, _: Context, _: Guild, _: Option<bool>) {
        self.note_servers(-1);
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
        missing: AtomicIsize::new(0),
    };
    let intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let client = ClientBuilder::new_with_http(http, intents).event_handler(counter);
    let mut client = client.await.expect("a client");
    client.start().await.expect("a session");
}
