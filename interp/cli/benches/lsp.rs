//! How long an editor waits for `heng lsp`, on the county's script and the city's document with its prose: from a change to what is
//! wrong, and for completion by pinyin while the change is still being read. The server waits 30 ms for further changes before it
//! reads. `cargo bench -p heng --bench lsp`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::string_slice,
    dead_code,
    reason = "it drives the editor of the tests, which stops where something is wrong"
)]

use std::path::Path;

use serde_json::json;

#[path = "../tests/lsp/editor.rs"]
mod editor;

use editor::Editor;

const SCRIPT: &str = "评价.heng";

fn main() {
    divan::main();
}

/// An editor that has opened the county's script; the city's document is found in the embedded library.
fn opened() -> (tempfile::TempDir, Editor) {
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/海门区");
    let folder = tempfile::tempdir().expect("a folder");
    for name in [SCRIPT, "heng.toml"] {
        std::fs::copy(county.join(name), folder.path().join(name)).expect("copied");
    }
    let mut editor = Editor::start(folder.path());
    assert!(editor.open(SCRIPT).is_empty());
    (folder, editor)
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn from_a_change_to_what_is_wrong(bencher: divan::Bencher<'_, '_>) {
    let (_folder, mut editor) = opened();
    let mut wrong = false;
    bencher.bench_local(|| {
        wrong = !wrong;
        let (from, to) = if wrong {
            ("取小(环保处罚", "取小(环保处法")
        } else {
            ("取小(环保处法", "取小(环保处罚")
        };
        assert_eq!(editor.change(SCRIPT, from, to).is_empty(), !wrong);
    });
    editor.leave();
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn completion_by_pinyin(bencher: divan::Bencher<'_, '_>) {
    let (_folder, mut editor) = opened();
    editor.change(SCRIPT, "县定扣分 = ", "县定扣分 = mjss + ");
    bencher.bench_local(|| {
        editor.type_over(SCRIPT, "= mjs", "= mjs");
        let place = editor.place(SCRIPT, "= mjss", 6);
        let found = editor.ask("textDocument/completion", place);
        assert_ne!(found["items"], json!([]));
    });
    editor.leave();
}
