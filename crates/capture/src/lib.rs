//! Packet captures, read as lines of text: one for each packet, as `tcpdump -nn -tttt` prints it, in UTC.
//!
//! This crate uses no I/O and no clock, and compiles to wasm. The bytes of a pcap or pcapng file go into a [`Capture`] in chunks of any
//! size; what it cannot read is a line that says so.
//!
//! ```
//! use capture::{Capture, is_capture};
//!
//! let file = b"\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\xff\xff\0\0\x65\0\0\0\
//!              \x01\0\0\0\x02\0\0\0\x1c\0\0\0\x1c\0\0\0\
//!              \x45\0\0\x1c\0\0\0\0\x40\x11\0\0\xc0\0\x02\x01\xc0\0\x02\x02\x14\xe9\0\x35\0\x08\0\0";
//! assert!(is_capture(file));
//! let mut text = String::new();
//! let mut capture = Capture::new();
//! capture.push(file, &mut text);
//! capture.finish(&mut text);
//! assert_eq!(text, "1970-01-01 00:00:01.000002 IP 192.0.2.1.5353 > 192.0.2.2.53: UDP, length 0\n");
//! ```

mod bytes;
mod capture;
mod icmp;
mod ip;
mod link;
mod pcap;
mod pcapng;
mod time;

pub use capture::{Capture, LONGEST, is_capture};
