//! One WebSocket from HELLO to its end: reads the client's frames, watches its heartbeats, and lets the writer write.

use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket};
use futures_util::{StreamExt as _, stream::SplitStream};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{Instant, sleep_until, timeout},
};

use crate::{
    gateway::{
        connection::{Connection, FAREWELL},
        encoder::{Encoder, Transport},
        frames,
        out::{Outlet, Queue},
        writer::Writer,
    },
    world::Handle,
};

/// Closes a connection that asked for what it can't have, before HELLO.
pub(crate) async fn refuse(shared: &Handle, mut socket: WebSocket, code: u16, why: &'static str) {
    shared.world().find_closing(code, why);
    shared.changed.notify_waiters();
    let reason = why.into();
    // A client that is gone already needs no reason.
    let _ = socket
        .send(Frame::Close(Some(CloseFrame { code, reason })))
        .await;
}

/// Hears whatever a client says, and never says a word.
pub(crate) async fn say_nothing(mut socket: WebSocket) {
    while let Some(Ok(_)) = socket.recv().await {}
}

/// Serves one connection to its end.
pub(crate) async fn serve(shared: Handle, socket: WebSocket, transport: Transport) {
    let (connection, queue) = begin(&shared);
    let (write, read) = socket.split();
    let writer = Writer::new(write, Encoder::new(transport));
    talk(&shared, connection, read, writer, queue).await;
}

fn begin(shared: &Handle) -> (Connection, Queue) {
    let mut world = shared.world();
    world.gateway.connections += 1;
    let (out, queue) = Outlet::new(world.gateway.connections);
    let connection = Connection::new(&world, out);
    connection.hello(&world);
    (connection, queue)
}

/// How a connection ended.
enum End {
    /// The client closed it, perhaps with a code, or TCP broke, or somebody cut it, or the simulator stops.
    Gone(Option<u16>),
    /// Its close frame is out.
    Closed,
    /// No heartbeat came in time.
    Silent,
}

async fn talk(
    shared: &Handle,
    mut connection: Connection,
    mut read: SplitStream<WebSocket>,
    writer: Writer,
    queue: Queue,
) {
    // The writer is a task of its own so that a slow reader on the other side never keeps us from reading.
    let mut writer = tokio::spawn(writer.write_all(queue));
    let end = until_end(shared, &mut connection, &mut read, &mut writer).await;
    if let End::Silent = end {
        // Facts §1.4 name no code; the client is to resume, which 4009 would forbid.
        connection.close(&mut shared.world(), 4000, "No heartbeat in time.");
        // A client that doesn't read either never gets it.
        let _ = timeout(FAREWELL, &mut writer).await;
    }
    part(shared, &connection, &end);
    if let End::Closed = end {
        // Leaving at once would reset the connection under a client that still writes, and eat the close frame.
        let _ = timeout(FAREWELL, async {
            while let Some(Ok(_)) = read.next().await {}
        })
        .await;
    }
    writer.abort();
}

async fn until_end(
    shared: &Handle,
    connection: &mut Connection,
    read: &mut SplitStream<WebSocket>,
    writer: &mut JoinHandle<()>,
) -> End {
    let mut stop = shared.stop.subscribe();
    let out = connection.out.clone();
    loop {
        let (beat_by, leaves_by) = (connection.beat_by, connection.leaves_by);
        tokio::select! {
            frame = read.next() => match frame {
                Some(Ok(Frame::Close(frame))) => return End::Gone(frame.map(|frame| frame.code)),
                Some(Ok(frame)) => hear(shared, connection, &frame),
                Some(Err(_)) | None => return End::Gone(None),
            },
            _ = &mut *writer => return End::Closed,
            () = sleep_until(beat_by.unwrap_or_else(Instant::now)), if beat_by.is_some() => return End::Silent,
            // A client that doesn't read never gets its close frame.
            () = sleep_until(leaves_by.unwrap_or_else(Instant::now)), if leaves_by.is_some() => return End::Closed,
            () = out.is_cut() => return End::Gone(None),
            () = has_stopped(&mut stop) => return End::Gone(None),
        }
    }
}

async fn has_stopped(stop: &mut watch::Receiver<bool>) {
    // The sender outlives every connection; if not, it is over too.
    let _ = stop.wait_for(|stop| *stop).await;
}

fn hear(shared: &Handle, connection: &mut Connection, frame: &Frame) {
    if connection.leaves_by.is_some() {
        return;
    }
    let text = match frame {
        Frame::Text(text) => Some(text.as_str()),
        Frame::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        Frame::Ping(_) | Frame::Pong(_) | Frame::Close(_) => return,
    };
    let mut world = shared.world();
    match text {
        Some(text) => frames::handle(&mut world, connection, text),
        None => connection.close(&mut world, 4002, frames::UNREADABLE),
    }
    drop(world);
    shared.changed.notify_waiters();
}

/// The connection is gone: its session waits for a RESUME, or is over (facts §1.4).
fn part(shared: &Handle, connection: &Connection, end: &End) {
    let mut world = shared.world();
    let now = world.now();
    let number = connection.out.number();
    let sessions = &mut world.gateway.sessions;
    if matches!(end, End::Gone(Some(1000 | 1001))) {
        sessions.retain(|session| session.connection() != Some(number));
    }
    for session in sessions {
        if session.connection() == Some(number) {
            session.part(now);
        }
    }
    drop(world);
    shared.changed.notify_waiters();
}
