//! `heng fmt`: one form for every script.

use heng_tests::generated::{generated_script, reads};

#[test]
fn most_generated_scripts_have_nothing_wrong() {
    let scripts: Vec<String> = (0..300).map(generated_script).collect();
    let good = scripts.iter().filter(|script| reads(script)).count();
    assert!(good * 100 >= scripts.len() * 90, "{good} of {}", scripts.len());
}
