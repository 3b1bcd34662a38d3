//! Pairs that are and are not suggested, from columns, definitions and members of the documents.

use super::{Likeness, likeliest, nearest};

/// What was written, what is known, and how they are alike.
const SUGGESTED: &[(&str, &str, Likeness)] = {
    use Likeness::{Edits, Shape, Sound, Typed, Word, Written};
    &[
        // Written otherwise.
        ("畝均稅收", "亩均税收", Written),
        ("區縣", "区县", Written),
        ("規上工業企業", "规上工业企业", Written),
        ("Ｒ＆Ｄ投入强度", "R&D投入强度", Written),
        ("r&d投入强度", "R&D投入强度", Written),
        ("gdp", "GDP", Written),
        ("实缴税金(万元)", "实缴税金（万元）", Written),
        ("专精特新“小巨人”企业", "专精特新小巨人企业", Written),
        ("「用地面积」", "用地面积", Written),
        ("实缴 税金", "实缴税金", Written),
        ("评分", "評分", Written),
        ("区", "區", Written),
        // Typed in letters.
        ("mujunshuishou", "亩均税收", Typed),
        ("mjss", "亩均税收", Typed),
        ("mujunss", "亩均税收", Typed),
        ("yongdimianji", "用地面积", Typed),
        ("mujunsuisou", "亩均税收", Typed),
        ("zengzhanglv", "增长率", Typed),
        // The wrong one of those that sound alike was picked.
        ("亩均睡收", "亩均税收", Sound),
        ("用地面基", "用地面积", Sound),
        ("实交税金", "实缴税金", Sound),
        ("应税消售", "应税销售", Sound),
        ("单味能耗", "单位能耗", Sound),
        ("企业编好", "企业编号", Sound),
        ("综和得分", "综合得分", Sound),
        ("最中等级", "最终等级", Sound),
        ("增直税", "增值税", Sound),
        ("地方财历", "地方财力", Sound),
        ("税受", "税收", Sound),
        ("研发投人", "研发投入", Shape),
        ("公式", "公示", Sound),
        ("平分", "评分", Sound),
        ("查标", "查表", Sound),
        ("身级", "省级", Sound),
        ("蓝能大厦", "南能大厦", Sound),
        ("征收标准", "增收标准", Sound),
        ("评价年渡", "评价年度", Sound),
        ("工业曾加值", "工业增加值", Sound),
        // Characters that look alike.
        ("己缴税金", "已缴税金", Shape),
        ("末达标", "未达标", Shape),
        ("帐面余额", "账面余额", Sound),
        ("对象名称", "对像名称", Sound),
        ("TZ-0O1", "TZ-001", Shape),
        ("TZ001", "TZ-001", Edits),
        ("身分证号", "身份证号", Sound),
        ("亩均锐收", "亩均税收", Shape),
        ("太型企业", "大型企业", Shape),
        ("日均用申量", "日均用电量", Edits),
        // An edit.
        ("占地面积", "用地面积", Edits),
        ("亩税收", "亩均税收", Edits),
        ("亩均税收入", "亩均税收", Edits),
        ("亩均收税", "亩均税收", Edits),
        ("单位能耗税收额", "单位能耗税收", Edits),
        ("实缴纳税金", "实缴税金", Edits),
        ("档分", "分档", Edits),
        ("adjsut", "adjust", Edits),
        ("tax_per_mo", "tax_per_mu", Edits),
        ("一般公共预算收人", "一般公共预算收入", Shape),
        ("企业名", "企业名称", Edits),
        ("统一信用代码", "统一社会信用代码", Edits),
        // A word more or less.
        ("税收", "亩均税收", Word),
        ("应税销售收入（万元）", "应税销售", Word),
        ("2024年度实缴税金", "实缴税金", Word),
        ("实缴税金2023", "实缴税金", Word),
        ("绿色工厂", "省级绿色工厂", Word),
        ("单位税收", "单位能耗税收", Word),
        ("上市企业", "上市后备企业", Word),
        ("海安县", "海安市", Word),
        ("通州", "通州区", Word),
        ("qymc", "企业名称", Typed),
    ]
};

/// What was written and what is known, and is another thing.
const NOT_SUGGESTED: &[(&str, &str)] = &[
    ("亩均销售", "亩均税收"),
    ("国四", "国五"),
    ("一般事故", "重大事故"),
    ("较大事故", "重大事故"),
    ("亩均税收2022", "亩均税收2023"),
    ("2022年度", "2023年度"),
    ("2022年实缴税金", "2023年实缴税金"),
    ("专利1", "专利2"),
    ("专利", "专利2"),
    ("一类企业", "二类企业"),
    ("A类企业", "B类企业"),
    ("上年税收", "下年税收"),
    ("期初余额", "期末余额"),
    ("进口总额", "出口总额"),
    ("工业产值", "农业产值"),
    ("省级绿色工厂", "市级绿色工厂"),
    ("省级", "市级"),
    ("国家级", "省级"),
    ("增加值", "减少值"),
    ("一般公共预算收入", "一般公共预算支出"),
    ("合格", "不合格"),
    ("不合格企业", "合格企业"),
    ("税收收入", "非税收入"),
    ("达标企业", "未达标企业"),
    ("增长率", "增长额"),
    ("亩均税收增长率", "亩均税收"),
    ("亩均税收", "亩均税收增长率"),
    ("应缴税金", "实缴税金"),
    ("已缴税金", "未缴税金"),
    ("奖励金额", "处罚金额"),
    ("大型企业", "小型企业"),
    ("规上", "规下"),
    ("前三年", "前五年"),
    ("十月产值", "四月产值"),
    ("优秀", "良好"),
    ("甲等", "乙等"),
    ("税收", "面积"),
    ("税", "地"),
    ("税", "税收"),
    ("税收", "单位能耗税收增长率"),
    ("备注", "企业编号"),
    ("产值", "产量"),
    ("区县", "市县"),
    ("年度", "月度"),
    ("城东街道", "城西街道"),
    ("上限", "下限"),
    ("sum", "min"),
    ("tax", "max"),
    ("mjss", "用地面积"),
    ("ss", "税收"),
    ("level_1", "level_2"),
    ("TZ-001", "TZ-002"),
    ("TZ-O01", "TZ-003"),
    ("名次", "名称"),
    ("企业税费", "企业水费额度合计"),
    ("开发区", "高新区"),
    ("启东市", "如东县"),
    ("海门区", "通州区"),
    ("崇川区", "通州区"),
    ("新增贷款", "存量贷款"),
    ("惩罚", "保护"),
    ("专精特新", "高新技术"),
];

#[test]
fn near_names_are_suggested_and_why() {
    let mut wrong = Vec::new();
    for (written, known, why) in SUGGESTED {
        let found = nearest(written, [*known]);
        let found: Vec<_> = found.iter().map(|s| (s.name, s.likeness)).collect();
        if found != [(*known, *why)] {
            wrong.push(format!("{written} → {found:?}, not {known} ({why:?})"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_things_are_not_suggested() {
    let both = NOT_SUGGESTED.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
    let wrong: Vec<String> = both
        .filter(|(written, known)| likeliest(written, [*known]).is_some())
        .map(|(written, known)| format!("{written} → {known}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn names<'a>(written: &str, known: &[&'a str]) -> Vec<&'a str> {
    nearest(written, known.iter().copied()).iter().map(|s| s.name).collect()
}

#[test]
fn the_best_comes_first_and_equals_are_all_named() {
    assert_eq!(names("亩均睡收", &["亩均销售", "亩均税收"]), ["亩均税收"]);
    assert_eq!(names("单位能号", &["单位能耗", "单位能好"]), ["单位能好", "单位能耗"]);
    assert_eq!(names("税收", &["亩均税收", "税收总计"]), Vec::<&str>::new());
    assert_eq!(names("单位能耗税收额", &["单位能耗税收", "单位污染物税收"]), ["单位能耗税收"]);
    assert_eq!(names("亩均税收", &["亩均税收"]), Vec::<&str>::new());
}

#[test]
fn of_many_that_are_an_edit_away_none_is_likelier() {
    assert_eq!(names("企业甲表", &["企业戌表", "企业子表", "企业丑表", "企业寅表"]), Vec::<&str>::new());
}
