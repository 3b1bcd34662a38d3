//! The honours, projects and levels an enterprise may hold.

use super::firm::Firm;
use super::random::Random;

/// Name and chance, in ten-thousandths for a small enterprise.
const HONOURS: [(&str, u64); 42] = [
    ("中国工业大奖", 1),
    ("中国制造企业500强", 1),
    ("全国制造业单项冠军", 3),
    ("国家级专精特新“小巨人”企业", 12),
    ("国家级服务型制造示范企业", 2),
    ("省级专精特新“小巨人”企业", 60),
    ("省级服务型制造示范企业", 15),
    ("承担国家级科技项目", 12),
    ("创建国家级研发平台、创新平台", 5),
    ("获国家级荣誉称号、奖励", 5),
    ("承担省级科技项目", 60),
    ("创建省级研发平台、创新平台", 80),
    ("获省级荣誉称号、奖励", 50),
    ("市产业“揭榜挂帅”攻坚计划项目", 12),
    ("重大科技成果转化项目", 12),
    ("国家高新技术企业", 700),
    ("中国质量奖（提名奖）", 1),
    ("中国驰名商标", 15),
    ("主导或参与国际标准制修订", 12),
    ("江苏省省长质量奖（提名奖）", 2),
    ("南通市市长质量奖", 8),
    ("县（市、区）长质量奖", 20),
    ("国家级工业互联网标杆工厂", 1),
    ("国家级工业互联网平台获融合试点", 3),
    ("5星级上云企业", 25),
    ("3A以上贯标企业", 15),
    ("4星级上云企业", 100),
    ("2A以上贯标企业", 40),
    ("省级智能工厂（车间）", 50),
    ("国家级绿色产品", 5),
    ("国家级能效领跑者", 2),
    ("国家级绿色工厂", 8),
    ("省级绿色工厂", 25),
    ("省级绿色发展领军企业", 12),
    ("市级绿色发展领军企业", 25),
    ("达到行业超低排放标准", 60),
    ("安全生产标准化一级达标企业", 12),
    ("安全生产标准化二级达标企业", 400),
    ("安全生产标准化三级达标企业", 2500),
    ("中国企业500强", 1),
    ("国家级研发中心", 3),
    ("安全生产标准化三级达标企业", 200),
];

/// The lines of one enterprise. A few come twice, with two dates, as in lists put together from several offices.
pub fn lines(firm: &Firm, random: &mut Random) -> String {
    let mut lines = String::new();
    for (name, chance) in HONOURS {
        if random.below(10_000) < chance * (1 + 2 * firm.size) {
            let date = if random.chance(20) { random.date(2022, 2022) } else { random.date(2012, 2021) };
            lines.push_str(&format!("{},{name},{date}\n", firm.code));
        }
    }
    lines
}
