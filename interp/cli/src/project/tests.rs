use std::fs;

use super::*;
use crate::Exit;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}

#[test]
fn a_folder_runs_the_script_of_its_manifest() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "海门/heng.toml", "script = \"评价.heng\"\n[data]\n\"企业\" = \"企业.csv\"\n");
    write(folder.path(), "海门/评价.heng", "");
    write(folder.path(), "海门/别的.heng", "");
    let project = Project::open(folder.path(), "海门").expect("a project");
    assert_eq!(project.script_name, "海门/评价.heng");
    assert_eq!(project.manifest.data.len(), 1);
    let same = Project::open(folder.path(), "海门/评价.heng").expect("a project");
    assert_eq!(same.manifest.data.len(), 1);
    let other = Project::open(folder.path(), "海门/别的.heng").expect("a project");
    assert!(other.manifest.data.is_empty());
}

#[test]
fn a_folder_without_a_manifest_runs_its_only_script() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "一.heng.md", "");
    assert_eq!(Project::open(folder.path(), ".").expect("one script").script_name, "一.heng.md");
    write(folder.path(), "二.heng", "");
    let trouble = Project::open(folder.path(), ".").expect_err("which of the two?");
    assert_eq!(trouble.exit, Exit::Usage);
    assert!(trouble.diagnostics[0].title.zh.contains("2 个脚本"));
}

#[test]
fn used_scripts_are_found_beside_above_and_in_the_library() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "区/评价.heng",
        "引用 共用.单位\n引用 市.指南 // 上级\n引用 南通.工业企业资源集约利用综合评价\n",
    );
    write(folder.path(), "区/共用/单位.heng", "引用 市.指南\n");
    write(folder.path(), "stdlib/市/指南.heng.md", "# 指南\n");
    let project = Project::open(folder.path(), "区/评价.heng").expect("a project");
    let texts = project.load().expect("readable texts");
    let names: Vec<_> = texts.sources.iter().map(Source::name).collect();
    assert_eq!(
        names,
        [
            "区/评价.heng",
            "区/共用/单位.heng",
            "市/指南.heng.md",
            "<heng>/南通/工业企业资源集约利用综合评价.heng.md"
        ]
    );
    assert!(texts.diagnostics.is_empty());
    assert_eq!(texts.paths[1], ("市.指南".to_owned(), 2));
}

#[test]
fn a_missing_script_is_a_wrong_command_line() {
    let trouble = Project::open(Path::new("/"), "没有这个.heng").expect_err("nothing there");
    assert_eq!((trouble.exit, trouble.diagnostics[0].code.0), (Exit::Usage, 901));
}
