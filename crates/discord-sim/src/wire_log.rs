//! The wire log: one JSON object a line for every REST exchange and every gateway frame.
//!
//! The file is opened for appending and each line is one `write`, so that several simulators can share it. Replays after RESUME
//! are not logged. Tokens in bodies are written `[token]`. `program` is the file that was run, so that a log of many can be taken apart.

use std::{fs::File, io::Write as _, path::Path};

use serde_json::{Value, json};

/// Where exchanges are written down, if anywhere.
pub(crate) struct WireLog {
    file: Option<File>,
    program: String,
}

impl WireLog {
    pub(crate) fn open(path: Option<&Path>) -> std::io::Result<Self> {
        let file = path
            .map(|path| File::options().create(true).append(true).open(path))
            .transpose()?;
        Ok(Self {
            file,
            program: this_program(),
        })
    }

    pub(crate) const fn is_on(&self) -> bool {
        self.file.is_some()
    }

    fn write(&self, mut entry: Value) {
        entry["program"] = self.program.as_str().into();
        if let Some(mut file) = self.file.as_ref() {
            let line = format!("{entry}\n");
            // A full disk must not change what the client sees.
            let _ = file.write_all(line.as_bytes());
        }
    }

    /// One REST exchange; `path` without `/api/v10` and query.
    pub(crate) fn rest(
        &self,
        method: &str,
        path: &str,
        status: u16,
        request: &Value,
        response: &Value,
    ) {
        if self.is_on() {
            let (request, response) = (hide(request), hide(response));
            self.write(json!({
                "kind": "rest", "method": method, "path": path, "status": status, "request": request, "response": response,
            }));
        }
    }

    /// One gateway frame; `dir` is `out` to the client or `in` from it.
    pub(crate) fn gateway(&self, dir: &str, op: u64, name: Option<&str>, d: &Value) {
        if self.is_on() {
            let mut entry = json!({ "kind": "gateway", "dir": dir, "op": op, "d": hide(d) });
            if let Some(name) = name {
                entry["t"] = name.into();
            }
            self.write(entry);
        }
    }
}

/// `rules-0123456789abcdef`, as Cargo calls a binary of tests; empty if the system doesn't tell.
fn this_program() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    let name = path.file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The value with its own `token` hidden.
fn hide(value: &Value) -> Value {
    let mut value = value.clone();
    if value["token"].is_string() {
        value["token"] = "[token]".into();
    }
    value
}
