//! Three programs that use the same errors: the API, an operator's approval webhook and a client.

pub mod api;
pub mod client;
pub mod openapi;
pub mod operator;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves the routes on a free loopback port and returns the address.
///
/// # Errors
///
/// Fails if no port is available.
pub async fn serve(routes: Router) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address)
}
