//! The commands of the prompt: one row each, from which they are read, completed and explained.

use heng_grammar::diagnostic::{Language, Message};

/// What may stand behind a command, so that completion and help can be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    /// A script or a folder with `heng.toml`.
    Script,
    /// `企业=企业.csv`
    Data,
    /// A file that is written.
    File,
    /// The key or the name of a row.
    Row,
    /// A name of the script.
    Name,
    /// An expression, several with commas between them, and `当 条件` behind.
    Expression,
    /// A whole number.
    Count,
    /// `名字=值`, `主键.列=值`
    Change,
    /// A unit, or a number with its unit.
    Unit,
    /// A name, or a word of the language.
    Word,
    /// A grade of the script.
    Grade,
    /// A name, or an article: `第十二条`.
    Cited,
    /// `zh`, `en`, `中文`
    Language,
    /// One of the commands.
    Command,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub command: Command,
    /// The Chinese word.
    pub zh: &'static str,
    /// The English word.
    pub en: &'static str,
    /// What stands behind it, in order; what follows an expression stands before it.
    pub arguments: &'static [Argument],
    /// How it is written: (Chinese, English), without the word.
    pub usage: (&'static str, &'static str),
    /// What it does, in a line.
    pub help: (&'static str, &'static str),
    /// The rest of its help.
    pub more: (&'static str, &'static str),
    /// Two examples, without the word.
    pub examples: [&'static str; 2],
}

/// Makes the enumeration of the commands and their rows from the table below.
macro_rules! commands {
    ($($command:ident $zh:literal $en:literal [$($argument:ident)*] $usage_zh:literal $usage_en:literal
        $help_zh:literal $help_en:literal $more_zh:literal $more_en:literal $one:literal $two:literal;)*) => {
        /// A command of the prompt.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = concat!($zh, " `", $en, "`: ", $help_en)] $command,)*
        }

        impl Command {
            /// All of them, in the order in which help lists them.
            pub const ALL: &[Command] = &[$(Command::$command,)*];

            /// Its row.
            pub const fn row(self) -> Row {
                match self {
                    $(Command::$command => Row {
                        command: self,
                        zh: $zh,
                        en: $en,
                        arguments: &[$(Argument::$argument,)*],
                        usage: ($usage_zh, $usage_en),
                        help: ($help_zh, $help_en),
                        more: ($more_zh, $more_en),
                        examples: [$one, $two],
                    },)*
                }
            }
        }
    };
}

impl Command {
    /// Its word.
    pub fn text(self, language: Language) -> &'static str {
        let row = self.row();
        if language == Language::Chinese { row.zh } else { row.en }
    }

    /// What it does, in a line.
    pub fn help(self) -> Message {
        let (zh, en) = self.row().help;
        Message::new(zh, en)
    }
}

commands! {
    Load "载入" "load" [Script] "[脚本或文件夹]" "[SCRIPT or FOLDER]"
        "打开另一份脚本或项目" "open another script or project"
        "原来的项目和提示符下写的内容都放下，:撤销 又取回来。不写名字就是重新打开现在这一份，放下提示符下写的内容。"
        "What was open and what was typed on it are put away; :undo brings them back. Without a name the present project is opened afresh, without what was typed."
        "examples/海门区" "评价.heng";
    Data "数据" "data" [Data] "[表=文件 …]" "[TABLE=FILE …]"
        "换上另一份数据，或看现在用的是哪些" "take other data, or tell which are in use"
        "不写文件时列出各表读自哪里、有多少行。脚本和提示符下写的内容不变。"
        "Without files it tells where each table was read from and how many rows it has. Scripts and what was typed stay."
        "企业=2023年企业.csv" "企业=企业.xlsx 事故=事故.csv";
    Reload "重读" "reload" [] "" ""
        "重新读脚本和数据，提示符下写的内容照旧盖在上面" "read scripts and data again; what was typed stays on top"
        "文件改动后，下一次回车时也会自动重读。"
        "Files that changed are also read again by themselves before the next entry."
        "" "";
    Why "为何" "why" [Row Name] "[行] [值 …]" "[ROW] [VALUE …]"
        "一个值是怎样来的：公式、数、单元格、条款" "where a value comes from: formula, numbers, cells, articles"
        "行写主键、名称，或名称里的几个字；不写值就说明最后的等级。全体的值不写行，直接写名字。"
        "A row is its key, its name, or a part of the name; without a value the last grade is explained. Values of the whole need no row."
        "E1 综合得分.亩均税收" "亩均税收基准";
    WhatIf "假如" "what-if" [Change] "名字=值 主键.列=值 …" "NAME=VALUE KEY.COLUMN=VALUE …"
        "改一个参数、读法或数据，看谁的结果会变；并不真的改" "change a parameter, a reading or a cell, and see whose results would change"
        "几处改动之间空一格，一起试；值里有空格的，用引号括住整处改动。主键后面不写等号，只看这一行会怎样。试完一切照旧。"
        "Several changes are tried together, with blanks between them; one with blanks inside stands in quotes. A key alone watches its row. Afterwards all is as it was."
        "引领作用=任一" "E4.实缴税金=200 E6";
    Diff "比较" "diff" [] "" ""
        "与刚打开时的文件相比，谁的结果变了，因为哪一条" "against the files as loaded: whose results changed, by which article"
        "比较的是文件打开时的样子与提示符下改过之后的样子。"
        "Compares the project as loaded with what was made of it at the prompt."
        "" "";
    Undo "撤销" "undo" [Count] "[几次]" "[TIMES]"
        "退回上一步之前" "take the last entry back"
        "撤销的是提示符下写的定义、取、定、修改；:重做 又放回去。"
        "Takes back definitions, 取, 定 and 修改 that were typed; :redo puts them back."
        "" "3";
    Redo "重做" "redo" [Count] "[几次]" "[TIMES]"
        "把撤销的放回去" "put back what was taken back"
        "撤销之后又写了新的内容，就没有可重做的了。"
        "Nothing is left to put back once something new was typed."
        "" "2";
    Top "前" "top" [Count Expression] "[n] 值 [，别的值 …] [当 条件]" "[n] VALUE [, OTHERS …] [when CONDITION]"
        "按一个值从高到低的前 n 行" "the first n rows by a value, the highest first"
        "不写 n 是 10 行。同分的占同一名次；正好断在同分中间时会多列几行，或者明说。后面的值只列出，不排序。没有值的行不在其中。"
        "Ten rows where n is not given. Equal rows share a place, and a tie is not cut in two without a word. Further values are listed beside. Rows without the value are left out."
        "10 综合得分" "5 亩均税收，最终等级 当 行业 = \"纺织业\"";
    Bottom "后" "bottom" [Count Expression] "[n] 值 [，别的值 …] [当 条件]" "[n] VALUE [, OTHERS …] [when CONDITION]"
        "按一个值从低到高的前 n 行" "the first n rows by a value, the lowest first"
        "与 :前 相同，只是从最低的数起。"
        "As :top, from the lowest."
        "10 综合得分" "20 亩均税收 当 参评";
    Histogram "直方图" "histogram" [Expression Count] "值 [当 条件] [几条]" "VALUE [when CONDITION] [BARS]"
        "一个数的分布：多少行落在哪一段，分档线在哪里" "how a number is distributed, and where a band cuts it"
        "各段的两端是整齐的数，左端在内、右端不在内，每行恰好落在一段。这个数是分档依据时，标出各档的线。"
        "Bars begin at round numbers; the left end belongs to a bar, the right one does not. Where a band ranks by the number, its cuts are marked."
        "综合得分" "亩均税收 当 参评 20";
    Classes "等级" "classes" [Grade] "[等级的名字]" "[GRADE]"
        "各档多少家、占多少、得分从多少到多少，按乡镇行业分开" "rows of each class, their share and scores, by town and industry"
        "几个等级都要看时不写名字。"
        "All grades, where none is named."
        "" "最终等级";
    Units "单位" "units" [Unit] "[单位，或 数 单位，或 数 单位 转 单位]" "[UNIT, or NUMBER UNIT, or NUMBER UNIT to UNIT]"
        "有哪些单位，一个等于多少，怎样换算" "which units there are, how large they are, conversions"
        "写一个单位，列出与它能换算的各单位；写数和单位，换成各单位；加上「转 单位」只换成那一个。"
        "A unit lists all it converts to; a number with its unit is given in each; `to UNIT` gives that one."
        "公顷" "3.5 亿元 转 万元";
    Doc "说明" "doc" [Word] "名字或关键字" "NAME or WORD"
        "一个名字是什么、公式、条款、谁用到它；一个关键字怎样写" "what a name is, its formula, articles and users; how a word is used"
        "名字写全或只写最后一段；关键字中文英文都可以，附参考手册里最短的例子。"
        "Names in full or by their last part; words in either language, with the shortest sample of the reference."
        "综合得分.亩均税收" "不低于";
    Names "名称" "names" [Word] "[几个字或拼音]" "[PART]"
        "脚本里有哪些名字" "the names of the script"
        "按表、列、定义、选项、待定、读法分开；写几个字或拼音首字母，只列相像的。"
        "By tables, columns, definitions, choices, open values and readings; with a part of a name, those like it."
        "" "税收";
    Cite "出处" "cite" [Cited] "名字或条款" "NAME or ARTICLE"
        "一个值依据哪些条款；一条办法写在脚本哪里" "the articles of a value; where an article is carried out"
        "条款写「第十二条」就包括它的各款；不写列出全部条款。"
        "An article stands for its parts too; without one all articles are listed."
        "最终等级" "第十二条";
    Save "保存" "save" [File] "[文件]" "[FILE]"
        "把提示符下写的内容存成一份修改原文件的脚本" "write what was typed as a script that amends the file"
        "存下的脚本引用原文件，运行它就是现在的结果。原文件不动。"
        "The script uses the file and amends it: running it gives the present results. The file itself stays."
        "试算.heng" "评价2023.heng";
    Changes "已改" "changes" [] "" ""
        "列出提示符下写了什么" "list what was typed"
        "按先后列出，与 :保存 写出的相同。"
        "In the order typed, as :save writes it."
        "" "";
    Language "语言" "language" [Language] "[zh 或 en]" "[zh or en]"
        "换成中文或英文" "speak Chinese or English"
        "只改说明文字；脚本里的名字是什么就是什么。"
        "Messages only; the names of scripts stay as they are."
        "en" "zh";
    Help "帮助" "help" [Command] "[命令]" "[COMMAND]"
        "有哪些命令，一个命令怎样用" "which commands there are, and how one is used"
        "命令可以只写开头几个字、拼音或拼音首字母。"
        "A command may be shortened to any beginning that no other has, and typed in pinyin or its initials."
        "" "前";
    Quit "退出" "quit" [] "" ""
        "离开" "leave"
        "提示符下写的、还没有保存的内容不会留下；要留下先用 :保存。"
        "What was typed and not saved is not kept: :save writes it as a script."
        "" "";
}
