//! The library of documents, embedded as text: what `引用 南通.…` finds without a file beside the script.

/// One document of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// What `引用` calls it: folders and name joined by dots, `南通.工业企业资源集约利用综合评价`.
    pub path: &'static str,
    /// Its file inside the library, for messages: `南通/工业企业资源集约利用综合评价.heng.md`.
    pub file: &'static str,
    /// Its text, prose and script.
    pub text: &'static str,
}

/// All documents, in the order of their paths.
pub const DOCUMENTS: &[Document] = &[
    Document {
        path: "南通.产业转型升级资金分档兑付",
        file: "南通/产业转型升级资金分档兑付.heng.md",
        text: include_str!("../南通/产业转型升级资金分档兑付.heng.md"),
    },
    Document {
        path: "南通.修改支持科技创新型企业发展",
        file: "南通/修改支持科技创新型企业发展.heng.md",
        text: include_str!("../南通/修改支持科技创新型企业发展.heng.md"),
    },
    Document {
        path: "南通.十五五主要指标",
        file: "南通/十五五主要指标.heng.md",
        text: include_str!("../南通/十五五主要指标.heng.md"),
    },
    Document {
        path: "南通.城镇燃气企业人员配备",
        file: "南通/城镇燃气企业人员配备.heng.md",
        text: include_str!("../南通/城镇燃气企业人员配备.heng.md"),
    },
    Document {
        path: "南通.宗地评价",
        file: "南通/宗地评价.heng.md",
        text: include_str!("../南通/宗地评价.heng.md"),
    },
    Document {
        path: "南通.小微工业企业列规纳统",
        file: "南通/小微工业企业列规纳统.heng.md",
        text: include_str!("../南通/小微工业企业列规纳统.heng.md"),
    },
    Document {
        path: "南通.工业企业资源集约利用综合评价",
        file: "南通/工业企业资源集约利用综合评价.heng.md",
        text: include_str!("../南通/工业企业资源集约利用综合评价.heng.md"),
    },
    Document {
        path: "南通.工业用地提质增效",
        file: "南通/工业用地提质增效.heng.md",
        text: include_str!("../南通/工业用地提质增效.heng.md"),
    },
    Document {
        path: "南通.市对区财政管理体制",
        file: "南通/市对区财政管理体制.heng.md",
        text: include_str!("../南通/市对区财政管理体制.heng.md"),
    },
    Document {
        path: "南通.挥发性有机物清洁原料源头替代资金奖补",
        file: "南通/挥发性有机物清洁原料源头替代资金奖补.heng.md",
        text: include_str!("../南通/挥发性有机物清洁原料源头替代资金奖补.heng.md"),
    },
    Document {
        path: "南通.支持科技创新型企业发展",
        file: "南通/支持科技创新型企业发展.heng.md",
        text: include_str!("../南通/支持科技创新型企业发展.heng.md"),
    },
    Document {
        path: "南通.数字经济十四五主要指标",
        file: "南通/数字经济十四五主要指标.heng.md",
        text: include_str!("../南通/数字经济十四五主要指标.heng.md"),
    },
    Document {
        path: "南通.智能化改造和数字化转型",
        file: "南通/智能化改造和数字化转型.heng.md",
        text: include_str!("../南通/智能化改造和数字化转型.heng.md"),
    },
    Document {
        path: "南通.知识产权十四五主要指标",
        file: "南通/知识产权十四五主要指标.heng.md",
        text: include_str!("../南通/知识产权十四五主要指标.heng.md"),
    },
    Document {
        path: "南通.财政事权和支出责任划分",
        file: "南通/财政事权和支出责任划分.heng.md",
        text: include_str!("../南通/财政事权和支出责任划分.heng.md"),
    },
];

/// The document that `引用 path` means, if the library has it.
pub fn find(path: &str) -> Option<&'static Document> {
    DOCUMENTS.iter().find(|document| document.path == path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_document_in_the_folders_is_embedded_under_its_path() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        for folder in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
            if !folder.is_dir() || folder.ends_with("src") {
                continue;
            }
            for file in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                let relative = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                let path = relative.trim_end_matches(".md").trim_end_matches(".heng").replace('/', ".");
                let document = find(&path).unwrap_or_else(|| panic!("{relative} is not embedded"));
                assert_eq!(document.file, relative);
                found.push(path);
            }
        }
        assert_eq!(found.len(), DOCUMENTS.len());
    }
}
