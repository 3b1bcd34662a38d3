//! What one county has that the other has not.

/// A county and how it differs.
pub struct Profile {
    /// 海门区
    pub name: &'static str,
    /// What its firms' names begin with.
    pub prefix: &'static str,
    /// Its administrative division code.
    pub division: &'static str,
    /// Its towns and sub-districts.
    pub towns: &'static [&'static str],
    /// Its industries, the commonest first.
    pub industries: &'static [&'static str],
    /// An industry that the guide leaves out.
    pub utility: &'static str,
    /// Median tax per mu, in hundredths of 万元/亩.
    pub tax_per_mu: u64,
    /// The headers of the columns that only this county has.
    pub extra_header: &'static str,
}

/// The county of this name.
pub fn profile(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.name == name)
}

static PROFILES: [Profile; 2] = [
    Profile {
        name: "海门区",
        prefix: "海门",
        division: "320614",
        towns: &[
            "海门街道",
            "滨江街道",
            "三厂街道",
            "三星镇",
            "常乐镇",
            "悦来镇",
            "四甲镇",
            "余东镇",
            "正余镇",
            "包场镇",
            "临江镇",
            "海永镇",
        ],
        industries: &[
            "纺织业",
            "纺织业",
            "纺织服装、服饰业",
            "通用设备制造业",
            "金属制品业",
            "医药制造业",
            "电气机械和器材制造业",
            "化学原料和化学制品制造业",
            "非金属矿物制品业",
        ],
        utility: "电力生产和供应业",
        tax_per_mu: 850,
        extra_header: "新升规企业,环保处罚（起）",
    },
    Profile {
        name: "如皋市",
        prefix: "如皋",
        division: "320682",
        towns: &[
            "如城街道",
            "城北街道",
            "城南街道",
            "长江镇",
            "东陈镇",
            "丁堰镇",
            "白蒲镇",
            "下原镇",
            "九华镇",
            "石庄镇",
            "吴窑镇",
            "江安镇",
            "搬经镇",
            "磨头镇",
        ],
        industries: &[
            "汽车制造业",
            "电气机械和器材制造业",
            "电气机械和器材制造业",
            "食品制造业",
            "专用设备制造业",
            "金属制品业",
            "纺织业",
            "化学原料和化学制品制造业",
            "铁路、船舶、航空航天和其他运输设备制造业",
        ],
        utility: "水的生产和供应业",
        tax_per_mu: 760,
        extra_header: "闲置土地（亩）,产教融合企业",
    },
];
