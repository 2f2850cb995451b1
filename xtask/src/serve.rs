//! A server for `dist/` with the headers that a host should send, and a rebuild when a source changes.

use crate::build::{build, content, dist};
use crate::tools::root;
use anyhow::{Result, anyhow};
use notify_debouncer_mini::{new_debouncer, notify::RecursiveMode};
use std::sync::Arc;
use std::time::Duration;
use tiny_http::{Header, Request, Response, Server};

const ADDRESS: &str = "127.0.0.1:8080";

/// Builds, serves until it is stopped, and rebuilds on change. A build that fails leaves the last good one in place.
pub(crate) fn serve() -> Result<()> {
    build()?;
    let server =
        Server::http(ADDRESS).map_err(|error| anyhow!("{ADDRESS} cannot be used: {error}"))?;
    let server = Arc::new(server);
    // A browser asks for several files at once, and one slow connection must not hold up the others.
    for _ in 0..4 {
        let server = Arc::clone(&server);
        std::thread::spawn(move || server.incoming_requests().for_each(answer));
    }
    println!(
        "\nhttp://{ADDRESS}/ shows the widget; a change in content/, src/ or www/ rebuilds it; Ctrl+C ends it"
    );
    let (changes, changed) = std::sync::mpsc::channel();
    let mut watcher = new_debouncer(Duration::from_millis(300), changes)?;
    for folder in [content(), root().join("src"), root().join("www")] {
        watcher.watcher().watch(&folder, RecursiveMode::Recursive)?;
    }
    for events in changed {
        let paths = events.map_err(|error| anyhow!("changes cannot be watched: {error}"))?;
        let Some(first) = paths.first() else { continue };
        println!(
            "\n{} changed",
            first
                .path
                .strip_prefix(root())
                .unwrap_or(&first.path)
                .display()
        );
        match build() {
            Ok(()) => println!("rebuilt: load the page again"),
            Err(error) => eprintln!("{error:#}"),
        }
    }
    Ok(())
}

fn answer(request: Request) {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('/')
        .to_string();
    let name = if path.is_empty() { "index.html" } else { &path };
    // `dist/` is flat but for the plugin, so another name with a slash or two dots is none of its files.
    let flat = !name.contains(['/', '\\']) && !name.contains("..");
    let bytes = if !flat && name != "wordpress/mbc-body-map.zip" {
        None
    } else {
        std::fs::read(dist().join(name)).ok()
    };
    let done = match bytes {
        Some(bytes) => {
            let mut response = Response::from_data(bytes);
            for (field, value) in headers(name) {
                if let Ok(header) = Header::from_bytes(field, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("no such file").with_status_code(404)),
    };
    if let Err(error) = done {
        eprintln!("a request went unanswered: {error}");
    }
}

/// Type, CORS, and caching for ever of what is named by its content.
fn headers(name: &str) -> [(&'static str, &'static str); 4] {
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    let hashed = name.starts_with("mbc-body-map-") || name.ends_with(".pack");
    let caching = if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    [
        ("content-type", kind),
        ("access-control-allow-origin", "*"),
        ("cache-control", caching),
        ("x-content-type-options", "nosniff"),
    ]
}
