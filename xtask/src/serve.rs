//! A server for `dist/` with the headers that a host should send. It rebuilds when the content of a source file
//! changed, and notifies the open pages.
//!
//! The port is bound before the first build, and no state of the sources stops the server: a failed build leaves the
//! last good `dist/` in place, and the next save is detected.

use crate::project::Project;
use crate::sources::Sources;
use crate::tools::{command, root};
use anyhow::{Context, Result, anyhow};
use notify::{EventKind, RecursiveMode, Watcher};
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tiny_http::{Header, Request, Response, Server};

/// A save is often several events: writing, renaming, setting a time. It is complete after this long without an event.
const SETTLED: Duration = Duration::from_millis(200);

/// The maximum delay of a build by events that never end, such as those of a log file in a source folder.
const SETTLED_AT_MOST: Duration = Duration::from_secs(2);

/// The interval of keep-alive lines, whose failure ends the thread of a page that was closed.
const HEARTBEAT: Duration = Duration::from_secs(15);

const CLIENT: &str = include_str!("serve/client.js");

/// Serves until it is stopped, builds, and builds again on change.
pub(crate) fn serve(project: &Project, port: u16) -> Result<()> {
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        anyhow!("127.0.0.1:{port} cannot be used: {error}; choose another port with --port N")
    })?;
    let address = server.server_addr();
    let site = Arc::new(Site::new(project.dist()));
    let server = Arc::new(server);
    // A browser asks for several files at once, and one slow connection must not hold up the others.
    for _ in 0..4 {
        let (server, site) = (Arc::clone(&server), Arc::clone(&site));
        std::thread::spawn(move || {
            server
                .incoming_requests()
                .for_each(|request| answer(request, &site));
        });
    }
    println!(
        "serving http://{address}/ after the first build, which takes a minute or two; a change in content/, src/ or www/ \
         builds again; Ctrl+C ends it"
    );

    let (wake, woken) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        match event {
            // Reading a file is not changing it; the build and this server read all of them.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(_) => {}
            Err(error) => eprintln!("warning: {error}"),
        }
        // Sending fails only when the server has ended.
        wake.send(()).ok();
    })?;
    let mut sources = Sources::of(project);
    watch(&mut watcher, &sources);
    for number in 1.. {
        site.update(|state| state.building = true);
        let began = Instant::now();
        let error = build(project).err().map(|error| format!("{error:#}"));
        let seconds = began.elapsed().as_secs();
        match &error {
            None => println!("build {number}: done in {seconds} s"),
            Some(_) => println!("build {number}: failed; dist/ is as it was"),
        }
        let build = site.build();
        site.update(|state| {
            *state = State {
                building: false,
                build,
                error,
            }
        });
        // Changes during the build are compared after it.
        let changed = loop {
            settle(&woken);
            let changed = sources.changed();
            // A folder that was replaced has lost its watch.
            watch(&mut watcher, &sources);
            if !changed.is_empty() {
                break changed;
            }
            woken.recv().context("files are no longer watched")?;
        };
        for path in &changed {
            let path = path.strip_prefix(root()).unwrap_or(path);
            println!("changed: {}", path.display());
        }
    }
    Ok(())
}

/// Watches every folder that exists; one that is watched already stays so.
fn watch(watcher: &mut impl Watcher, sources: &Sources) {
    for (folder, whole) in sources.folders() {
        let mode = if whole {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        // A folder can disappear at any moment; its parent is watched, and reports when it is back.
        if let Err(error) = watcher.watch(&folder, mode) {
            eprintln!("warning: {} is not watched: {error}", folder.display());
        }
    }
}

/// Waits until there has been no event for a moment.
fn settle(woken: &Receiver<()>) {
    let began = Instant::now();
    while began.elapsed() < SETTLED_AT_MOST && woken.recv_timeout(SETTLED).is_ok() {}
}

/// Builds in a process of its own, because the compiler of the content is a part of this program and may have changed.
/// Its output is shown immediately; the error is the output of the step that failed.
fn build(project: &Project) -> Result<()> {
    let mut child = command("cargo")
        .args(["run", "--quiet", "--package", "xtask", "--", "build"])
        .args(project.to_arguments())
        .arg("--quick")
        .stderr(Stdio::piped())
        .spawn()
        .context("cargo could not be started")?;
    let mut step = String::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            eprintln!("{line}");
            // Each step begins with the command that it runs.
            if line.starts_with("$ ") {
                step.clear();
            }
            step += &line;
            step.push('\n');
        }
    }
    if child.wait()?.success() {
        Ok(())
    } else {
        Err(anyhow!("{}", step.trim_end()))
    }
}

/// The state of the build, as the open pages receive it.
#[derive(Clone, Default, PartialEq)]
struct State {
    building: bool,
    /// A hash of what is in `dist/`, once the first build has ended: a build that changed nothing reloads nothing.
    build: Option<String>,
    /// Why the last build failed.
    error: Option<String>,
}

impl State {
    /// As a message of an event stream.
    fn message(&self) -> String {
        let data = serde_json::json!({
            "building": self.building, "build": self.build, "error": self.error,
        });
        format!("data: {data}\n\n")
    }
}

/// The served folder, and the state of the build, for which threads can wait.
struct Site {
    dist: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

impl Site {
    fn new(dist: PathBuf) -> Site {
        Site {
            dist,
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        }
    }

    /// The state is always consistent, so a lock that was poisoned by a panic can be used.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// A hash of what is in `dist/`, or nothing if no build ever succeeded.
    fn build(&self) -> Option<String> {
        let hashes = std::fs::read(self.dist.join("integrity.json")).ok()?;
        let hash = Sha256::digest(hashes);
        Some(hash[..8].iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

fn answer(request: Request, site: &Arc<Site>) {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches('/')
        .to_string();
    let name = if path.is_empty() { "index.html" } else { &path };
    let state = site.lock().clone();
    let is_page = name.ends_with(".html");
    let done = match name {
        "__serve/events" => {
            let site = Arc::clone(site);
            // A page holds its stream for hours, so it gets a thread of its own.
            std::thread::spawn(move || stream(request, &site));
            return;
        }
        "__serve/client.js" => request.respond(with_headers(name, CLIENT.into())),
        // Until the first build has ended, the files in `dist/` may be from other sources.
        _ if state.build.is_none() && is_page => {
            let page = with_headers(name, waiting_page().into_bytes());
            request.respond(page.with_status_code(503))
        }
        _ if state.build.is_none() => request
            .respond(Response::from_string("the first build is under way").with_status_code(503)),
        _ => match file(site, name) {
            Some(bytes) if is_page => {
                let build = state.build.unwrap_or_default();
                let page = with_client(&String::from_utf8_lossy(&bytes), &build);
                request.respond(with_headers(name, page.into_bytes()))
            }
            Some(bytes) => request.respond(with_headers(name, bytes)),
            None => request.respond(Response::from_string("no such file").with_status_code(404)),
        },
    };
    // This happens whenever a page is closed while it is loading.
    if let Err(error) = done {
        eprintln!("warning: {path} was not sent: {error}");
    }
}

/// A file of `dist/`, which has no subfolders except that of the plugin: any other name with a slash or two dots is
/// rejected.
fn file(site: &Site, name: &str) -> Option<Vec<u8>> {
    let flat = !name.contains(['/', '\\']) && !name.contains("..");
    if !flat && name != "wordpress/mbc-body-map.zip" {
        return None;
    }
    std::fs::read(site.dist.join(name)).ok()
}

/// Sends the state now and whenever it changes, until the page is closed.
fn stream(request: Request, site: &Site) {
    let mut writer = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\n\
                connection: close\r\n\r\n";
    let mut message = head.to_string();
    let mut sent = None;
    loop {
        {
            let mut state = site.lock();
            if sent.as_ref() == Some(&*state) {
                let waited = site.changed.wait_timeout(state, HEARTBEAT);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            if sent.as_ref() == Some(&*state) {
                message += ":\n\n";
            } else {
                message += &state.message();
                sent = Some(state.clone());
            }
        }
        let written = writer.write_all(message.as_bytes());
        // An error here means that the page was closed.
        if written.and_then(|()| writer.flush()).is_err() {
            return;
        }
        message.clear();
    }
}

/// The page with the script that reloads it, which is the only difference from the file.
fn with_client(page: &str, build: &str) -> String {
    let script = format!("<script src=\"/__serve/client.js\" data-build=\"{build}\"></script>\n");
    match page.split_once("</head>") {
        Some((head, rest)) => format!("{head}{script}</head>{rest}"),
        None => format!("{page}{script}"),
    }
}

/// What is shown until the first build has ended.
fn waiting_page() -> String {
    with_client(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Building…</title>\n</head>\n<body>\n\
         <h1>Building…</h1>\n<p>The first build takes a minute or two. This page loads again when it is done.</p>\n\
         </body>\n</html>\n",
        "",
    )
}

fn with_headers(name: &str, bytes: Vec<u8>) -> Response<std::io::Cursor<Vec<u8>>> {
    let mut response = Response::from_data(bytes);
    for (field, value) in headers(name) {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    response
}

/// The headers: type, CORS, and unlimited caching for files with a hash in their name.
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
