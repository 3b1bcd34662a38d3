//! One enterprise and its line.

use super::code::social_credit_code;
use super::profile::Profile;
use super::random::{Random, Spread};

/// The headers of the columns that both counties have, as a tax office would write them.
pub const HEADER: &str = "统一社会信用代码,企业名称,乡镇（街道）,行业,实缴税金（万元）,上年实缴税金（万元）,应税销售（万元）,上年应税销售（万元）,\
实际占地面积（亩）,能耗总量（吨标煤）,主要污染物排放当量,规上工业企业,省级以上开发园区,供地日期,初创期科技型企业,技术和设备投入（万元）,\
上年技术和设备投入（万元）,上年度有效发明专利（件）,持证用地,空壳企业,黑名单,严重失信,失信已修复";

const CHARACTERS: &[&str] = &[
    "恒", "瑞", "丰", "达", "宏", "盛", "华", "鑫", "海", "通", "德", "润", "江", "明", "泰", "安", "信",
    "诚", "源", "龙", "凯", "捷", "博", "宇",
];
const TRADES: &[&str] = &[
    "纺织",
    "家纺",
    "服饰",
    "机械",
    "电子",
    "新材料",
    "汽车零部件",
    "船舶配件",
    "化工",
    "食品",
    "医疗器械",
    "光伏",
    "电缆",
    "钢丝绳",
    "包装",
    "模具",
];

/// Amounts are in hundredths of their unit (fen of 万元, of 亩, of a 吨标煤 …).
pub struct Firm {
    /// 统一社会信用代码
    pub code: String,
    /// 0 small … 3 large: large ones have more honours.
    pub size: u64,
    name: String,
    town: &'static str,
    industry: &'static str,
    tax: Option<i64>,
    last_tax: Option<i64>,
    sales: Option<i64>,
    last_sales: Option<i64>,
    area: i64,
    energy: Option<i64>,
    pollutant: Option<i64>,
}

impl Firm {
    /// The enterprise `index` of a county.
    pub fn new(profile: &Profile, index: u32, random: &mut Random) -> Self {
        let (first, second) = (random.pick(CHARACTERS), random.pick(CHARACTERS));
        let name = format!("{}{first}{second}{}（虚构）有限公司", profile.prefix, random.pick(TRADES));
        let area = (15 * random.lognormal(Spread::Wide) / 10).max(50);
        let tax = profile.tax_per_mu * random.lognormal(Spread::Middle) / 1000 * area / 100;
        let sales = tax * 20 * random.lognormal(Spread::Narrow) / 1000;
        let growth = |random: &mut Random, now: u64| now * (850 + random.below(300)) / 1000;
        let (last_tax, last_sales) = (growth(random, tax), growth(random, sales));
        let energy = sales * random.lognormal(Spread::Middle) / 100_000;
        let pollutant = sales * random.lognormal(Spread::Wide) / 500_000;
        let size = match sales {
            0..200_000 => 0,
            200_000..1_000_000 => 1,
            1_000_000..4_000_000 => 2,
            _ => 3,
        };
        let mut firm = Self {
            code: social_credit_code(profile.division, index),
            size,
            name,
            town: random.pick(profile.towns),
            industry: if random.chance(15) { profile.utility } else { random.pick(profile.industries) },
            tax: Some(whole(tax)),
            last_tax: Some(whole(last_tax)),
            sales: Some(whole(sales)),
            last_sales: Some(whole(last_sales)),
            area: whole(area),
            energy: Some(whole(energy.max(1))),
            pollutant: random.chance(350).then_some(whole(pollutant.max(1))),
        };
        firm.spoil(random);
        firm
    }

    /// Real tables have blanks, refunds larger than the tax, noughts, and firms that have stopped.
    fn spoil(&mut self, random: &mut Random) {
        match random.below(1000) {
            0..12 => {
                let nothing = random.chance(500).then_some(0);
                (self.tax, self.sales, self.energy) = (nothing, nothing, None);
                (self.last_tax, self.last_sales) = (nothing, nothing);
            }
            12..25 => self.tax = self.tax.map(|tax| -tax / 5),
            25..30 => self.tax = Some(0),
            30..40 => self.tax = None,
            40..60 => self.tax = self.tax.map(|tax| tax / 25),
            60..64 => self.sales = None,
            64..74 => self.energy = Some(0),
            74..110 => self.energy = None,
            _ => {}
        }
    }

    fn stopped(&self) -> bool {
        self.sales.unwrap_or_default() == 0 && self.last_sales.unwrap_or_default() == 0
    }

    /// Its line, with the columns of its county at the end.
    pub fn line(&self, profile: &Profile, random: &mut Random) -> String {
        let large = self.size >= 1 && !self.stopped();
        let granted = if random.chance(600) { random.date(2004, 2021) } else { String::new() };
        let invested = if random.chance(120) { self.investment(random) } else { 0 };
        let last_invested = if random.chance(120) { self.investment(random) } else { 0 };
        let patents = if random.chance(150) { 1 + random.below(6) } else { 0 };
        let dishonest = random.chance(8);
        let cells = [
            self.code.clone(),
            self.name.clone(),
            self.town.to_string(),
            quoted(self.industry),
            hundredths(self.tax),
            hundredths(self.last_tax),
            hundredths(self.sales),
            hundredths(self.last_sales),
            hundredths(Some(self.area)),
            hundredths(self.energy),
            hundredths(self.pollutant),
            yes_no(large).to_string(),
            yes_no(random.chance(300)).to_string(),
            granted,
            yes_no(random.chance(15)).to_string(),
            hundredths(Some(invested)),
            hundredths(Some(last_invested)),
            patents.to_string(),
            yes_no(random.chance(850)).to_string(),
            yes_no(random.chance(4)).to_string(),
            yes_no(random.chance(5)).to_string(),
            yes_no(dishonest).to_string(),
            yes_no(dishonest && random.chance(400)).to_string(),
            self.extra(profile, random),
        ];
        cells.join(",") + "\n"
    }

    fn investment(&self, random: &mut Random) -> i64 {
        self.sales.unwrap_or_default().max(0) / 100 * whole(random.below(12))
    }

    fn extra(&self, profile: &Profile, random: &mut Random) -> String {
        let (often, seldom) = (random.chance(60), random.chance(25));
        if profile.name == "海门区" {
            let fines = if seldom { 1 + random.below(3) } else { 0 };
            return format!("{},{fines}", yes_no(often));
        }
        let idle = if often { self.area / 100 * whole(10 + random.below(60)) } else { 0 };
        format!("{},{}", hundredths(Some(idle)), yes_no(seldom))
    }
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn yes_no(value: bool) -> &'static str {
    if value { "是" } else { "否" }
}

fn hundredths(value: Option<i64>) -> String {
    value.map_or_else(String::new, |value| {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", value.abs() / 100, value.abs() % 100)
    })
}

fn quoted(text: &str) -> String {
    if text.contains(',') { format!("\"{text}\"") } else { text.to_string() }
}
