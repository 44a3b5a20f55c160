//! A small client of `WebDriver BiDi`: JSON commands and events over a web socket.

mod connection;
mod node;
mod page;

pub(crate) use connection::Connection;
pub(crate) use node::Node;
pub(crate) use page::Page;
