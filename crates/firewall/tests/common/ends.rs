//! The two ends of real traffic: what listens, and what begins.

use socket2::{Domain, Socket, Type};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// One end, as text: `tcp 192.0.2.1:22 198.51.100.1:40000`, its own address first.
#[derive(Clone, Copy)]
pub(crate) struct End {
    pub(crate) is_tcp: bool,
    pub(crate) own: SocketAddr,
    pub(crate) other: SocketAddr,
}

impl End {
    pub(crate) fn text(&self) -> String {
        format!("{} {} {}", if self.is_tcp { "tcp" } else { "udp" }, self.own, self.other)
    }

    pub(crate) fn read(text: &str) -> Self {
        let mut words = text.split(' ');
        let mut next = || words.next().expect("three words");
        let is_tcp = next() == "tcp";
        let mut address = || next().parse().expect("an address with its port");
        Self { is_tcp, own: address(), other: address() }
    }
}

/// Sockets that answer whoever reaches them, until this is dropped.
pub(crate) struct Listening {
    stops: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

pub(crate) fn listen(ends: &[End]) -> Listening {
    let (mut tcp, mut udp) = (Vec::new(), Vec::new());
    for end in ends {
        if end.is_tcp {
            tcp.push(TcpListener::bind(end.own).unwrap_or_else(|error| panic!("{}: {error}", end.text())));
            tcp.last().expect("it").set_nonblocking(true).expect("a mode");
        } else {
            udp.push(UdpSocket::bind(end.own).unwrap_or_else(|error| panic!("{}: {error}", end.text())));
            udp.last().expect("it").set_nonblocking(true).expect("a mode");
        }
    }
    let stops = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stops);
    let answer = move || {
        let mut taken: Vec<TcpStream> = Vec::new();
        while !asked.load(Ordering::Relaxed) {
            for one in &tcp {
                while let Ok((mut stream, _)) = one.accept() {
                    let _ = stream.write_all(b"x");
                    taken.push(stream);
                }
            }
            for one in &udp {
                while let Ok((_, from)) = one.recv_from(&mut [0; 8]) {
                    let _ = one.send_to(b"x", from);
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    };
    Listening { stops, thread: Some(std::thread::spawn(answer)) }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stops.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it answers to the end");
        }
    }
}

/// Begins from each end at once: whether an answer came in this time.
pub(crate) fn begin(ends: &[End], within: Duration) -> Vec<bool> {
    std::thread::scope(|scope| {
        let all: Vec<_> = ends
            .iter()
            .map(|end| scope.spawn(move || if end.is_tcp { over_tcp(end, within) } else { over_udp(end, within) }))
            .collect();
        all.into_iter().map(|one| one.join().expect("an outcome")).collect()
    })
}

fn over_tcp(end: &End, within: Duration) -> bool {
    let socket = Socket::new(Domain::for_address(end.own), Type::STREAM, None).expect("a socket");
    socket.set_reuse_address(true).expect("an option");
    // Closed with a reset, so that the ports are free for what comes next.
    socket.set_linger(Some(Duration::ZERO)).expect("an option");
    socket.bind(&end.own.into()).unwrap_or_else(|error| panic!("{}: {error}", end.text()));
    if socket.connect_timeout(&end.other.into(), within).is_err() {
        return false;
    }
    socket.set_read_timeout(Some(within)).expect("an option");
    TcpStream::from(socket).read_exact(&mut [0]).is_ok()
}

fn over_udp(end: &End, within: Duration) -> bool {
    let socket = UdpSocket::bind(end.own).unwrap_or_else(|error| panic!("{}: {error}", end.text()));
    socket.connect(end.other).unwrap_or_else(|error| panic!("{}: {error}", end.text()));
    socket.set_read_timeout(Some(Duration::from_millis(100))).expect("an option");
    let begun = Instant::now();
    while begun.elapsed() < within {
        // A firewall's refusal is an error of a later call.
        let _ = socket.send(b"x");
        if socket.recv(&mut [0; 8]).is_ok() {
            return true;
        }
    }
    false
}
