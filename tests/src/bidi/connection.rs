//! The connection: sends commands, returns their responses, and queues events until they are read.

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{Mutex as AsyncMutex, oneshot};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A connection to a browser. Dropping it closes it.
pub(crate) struct Connection {
    outgoing: AsyncMutex<SplitSink<Socket, Message>>,
    incoming: Arc<Mutex<Incoming>>,
    last: AtomicU64,
    reader: JoinHandle<()>,
}

/// The messages received so far, and the commands that wait for a response.
#[derive(Default)]
struct Incoming {
    waiting: HashMap<u64, oneshot::Sender<Value>>,
    events: Vec<Value>,
    cut: bool,
}

impl Connection {
    /// Connects.
    ///
    /// # Panics
    ///
    /// If there is no answer.
    pub(crate) async fn open(url: &str) -> Self {
        let (socket, _) = connect_async(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
        let (outgoing, stream) = socket.split();
        let incoming = Arc::default();
        let reader = tokio::spawn(read(stream, Arc::clone(&incoming)));
        Self { outgoing: AsyncMutex::new(outgoing), incoming, last: AtomicU64::new(0), reader }
    }

    /// Sends a command and waits for its result, not longer than `patience`.
    ///
    /// # Errors
    ///
    /// With what the browser says against it, or that it says nothing.
    pub(crate) async fn command(&self, method: &str, params: Value, patience: Duration) -> Result<Value, String> {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let (sender, receiver) = oneshot::channel();
        {
            let mut incoming = lock(&self.incoming);
            if incoming.cut {
                return Err(format!("{method}: the browser has gone"));
            }
            incoming.waiting.insert(id, sender);
        }
        let command = json!({ "id": id, "method": method, "params": params }).to_string();
        let sent = self.outgoing.lock().await.send(Message::text(command)).await;
        sent.map_err(|error| format!("{method}: {error}"))?;
        let answer = tokio::time::timeout(patience, receiver).await;
        let answer = answer.map_err(|_| format!("{method}: no answer within {patience:?}"))?;
        let mut answer = answer.map_err(|_| format!("{method}: the browser has gone"))?;
        if answer["type"] == "success" {
            Ok(answer["result"].take())
        } else {
            Err(format!("{method}: {}: {}", answer["error"], answer["message"]))
        }
    }

    /// The parameters of all events of this name that have come since the last call, in order.
    pub(crate) fn events(&self, method: &str) -> Vec<Value> {
        let mut incoming = lock(&self.incoming);
        let events = std::mem::take(&mut incoming.events);
        let (taken, kept) = events.into_iter().partition(|event| event["method"] == method);
        incoming.events = kept;
        let taken: Vec<Value> = taken;
        taken.into_iter().map(|mut event| event["params"].take()).collect()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Dispatches messages until the connection ends.
async fn read(mut stream: SplitStream<Socket>, incoming: Arc<Mutex<Incoming>>) {
    while let Some(Ok(message)) = stream.next().await {
        let Some(value) = message.to_text().ok().and_then(|text| serde_json::from_str::<Value>(text).ok()) else {
            continue;
        };
        let mut incoming = lock(&incoming);
        match value["id"].as_u64().and_then(|id| incoming.waiting.remove(&id)) {
            // The command has timed out: ignore its response.
            Some(waiting) => drop(waiting.send(value)),
            None if value["type"] == "event" => incoming.events.push(value),
            None => {}
        }
    }
    let mut incoming = lock(&incoming);
    incoming.cut = true;
    incoming.waiting.clear();
}

fn lock(incoming: &Mutex<Incoming>) -> std::sync::MutexGuard<'_, Incoming> {
    incoming.lock().unwrap_or_else(PoisonError::into_inner)
}
