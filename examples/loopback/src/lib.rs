//! Three programs that have to agree on errors: the API, an operator's approval webhook, and a client.

pub mod api;
pub mod client;
pub mod operator;

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves the routes on a free port of the loopback address, and says which.
///
/// # Errors
///
/// Where no port can be had.
pub async fn serve(routes: Router) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address)
}
