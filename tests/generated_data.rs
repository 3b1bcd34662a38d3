//! The data of the example counties are what the generator writes.

#[path = "../interp/cli/examples/generate_county/county/mod.rs"]
mod county;

use std::path::Path;

#[test]
fn the_files_of_the_example_counties_are_what_the_generator_writes() {
    for name in ["海门区", "如皋市"] {
        let profile = county::profile(name).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).join("数据");
        for (file, text) in county::files(profile, 2000) {
            let stored = std::fs::read_to_string(folder.join(file)).unwrap();
            assert!(
                stored == text,
                "{name}/数据/{file} differs; write it again: cargo run -p heng --example generate_county -- {name} 2000 examples/{name}/数据"
            );
        }
    }
}

#[test]
fn the_first_rows_do_not_depend_on_the_number_of_rows() {
    let profile = county::profile("如皋市").unwrap();
    for ((_, few), (_, many)) in county::files(profile, 20).iter().zip(county::files(profile, 40)) {
        assert!(many.starts_with(few.as_str()));
    }
}
