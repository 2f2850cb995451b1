//! `<mbc-body-map>`: an interactive body figure that explains metastatic breast cancer, for any web page.
//!
//! Reading order, which is also the order of the flow:
//!
//! - [`content`]: the structure and the words, made at build time from `content/`
//! - [`text`]: texts and numbers put together
//! - [`model`]: what is open and ticked, what happened, and what to do about it
//! - [`tree`]: what the screen shows, as plain data
//! - [`key`]: the id of every element, written and read back, and what an event there means
//! - [`view`]: model to tree, one file per region of the screen
//! - [`html`] and [`diff`]: a tree as a string, and the way from one tree to the next
//! - [`commands`]: a tree or that way as numbers and one text, which cross to JavaScript in one call
//! - [`prerender`]: pages rendered at build time, which have the same words without script
//!
//! These rooms know no browser and run in native tests. Only on the wasm target come `dom` (events of the
//! page), `app` (the loop) and `api` (what JavaScript may call).

pub mod commands;
pub mod content;
pub mod diff;
pub mod html;
pub mod key;
pub mod model;
#[cfg(not(target_family = "wasm"))]
pub mod prerender;
pub mod receptors;
pub mod text;
pub mod tree;
pub mod view;

#[cfg(target_family = "wasm")]
pub mod api;
#[cfg(target_family = "wasm")]
pub mod app;
#[cfg(target_family = "wasm")]
pub mod dom;

/// A smaller allocator than the standard one: 2 KB less to download.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
