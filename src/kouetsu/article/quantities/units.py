"""Units, counters and currencies, by the way they are written.

Factors are those of the SI brochure (9th edition, 2019), of IEC 80000-13 for binary prefixes and of
the international yard and pound agreement (1959); 坪 is 400/121 m² (計量法施行法, 1951).
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from kouetsu.records import record


class Dimension(Enum):
    """What a unit measures. Quantities are compared within one dimension."""

    LENGTH = "metre"
    AREA = "square metre"
    MASS = "gram"
    TIME = "second"
    MONTHS = "month"
    DATA = "bit"
    DATA_RATE = "bit per second"
    OPERATIONS = "operation per second"
    POWER = "watt"
    ENERGY = "watt hour"
    FREQUENCY = "hertz"
    SPEED = "kilometre per hour"
    SHARE = "percent"
    MONEY = "money"
    MULTIPLE = "times"
    COUNT = "count"
    ORDINAL = "ordinal"
    CALENDAR = "calendar"


@record
class Unit:
    """A unit. `base` is what stands without prefix (byte, JPY, 社).

    `factor` leads to the dimension's own unit. Units of one base differ in their prefixes alone;
    money and counters of different bases have no common factor.
    """

    base: str
    dimension: Dimension
    factor: Decimal = Decimal(1)


# Powers of ten, for symbols and for katakana.
_PREFIXES = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21}
_KATAKANA = {
    "": 0,
    "キロ": 3,
    "メガ": 6,
    "ギガ": 9,
    "テラ": 12,
    "ペタ": 15,
    "エクサ": 18,
    "ゼタ": 21,
}
_BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5}
_SMALL = {"c": -2, "m": -3, "µ": -6, "μ": -6, "n": -9}
_SMALL_KATAKANA = {"センチ": -2, "ミリ": -3, "マイクロ": -6, "ナノ": -9}

_SINGLE = {
    "インチ": Unit("inch", Dimension.LENGTH, Decimal("0.0254")),
    "フィート": Unit("foot", Dimension.LENGTH, Decimal("0.3048")),
    "ヤード": Unit("yard", Dimension.LENGTH, Decimal("0.9144")),
    "マイル": Unit("mile", Dimension.LENGTH, Decimal("1609.344")),
    "キロ": Unit("キロ", Dimension.COUNT),
    "平方メートル": Unit("square metre", Dimension.AREA),
    "平方キロメートル": Unit("square metre", Dimension.AREA, Decimal(10) ** 6),
    "平方キロ": Unit("square metre", Dimension.AREA, Decimal(10) ** 6),
    "ヘクタール": Unit("hectare", Dimension.AREA, Decimal(10) ** 4),
    "エーカー": Unit("acre", Dimension.AREA, Decimal("4046.856")),
    "坪": Unit("坪", Dimension.AREA, Decimal("3.305785")),
    "オンス": Unit("ounce", Dimension.MASS, Decimal("28.349523")),
    "トン": Unit("gram", Dimension.MASS, Decimal(10) ** 6),
    "ミリ秒": Unit("second", Dimension.TIME, Decimal("0.001")),
    "秒": Unit("second", Dimension.TIME),
    "分間": Unit("minute", Dimension.TIME, Decimal(60)),
    "分": Unit("minute", Dimension.TIME, Decimal(60)),
    "時間": Unit("hour", Dimension.TIME, Decimal(3600)),
    "年間": Unit("year", Dimension.MONTHS, Decimal(12)),
    "%": Unit("percent", Dimension.SHARE),
    "パーセント": Unit("percent", Dimension.SHARE),
    "割": Unit("割", Dimension.SHARE, Decimal(10)),
    "倍": Unit("倍", Dimension.MULTIPLE),
    "時": Unit("hour of the day", Dimension.CALENDAR),
    "月": Unit("month of the year", Dimension.CALENDAR),
    "km/h": Unit("kilometre per hour", Dimension.SPEED),
    "mph": Unit("mile per hour", Dimension.SPEED, Decimal("1.609344")),
    "ノット": Unit("knot", Dimension.SPEED, Decimal("1.852")),
}
_MONEY = {
    "JPY": ("円", "日本円", "¥", "￥"),
    "USD": ("ドル", "米ドル", "USドル", "$", "＄", "US$"),
    "EUR": ("ユーロ", "€"),
    "GBP": ("ポンド", "英ポンド", "£"),
    "CNY": ("元", "人民元", "中国元"),
    "HKD": ("香港ドル", "HK$"),
    "TWD": ("台湾ドル", "台湾元", "NT$"),
    "SGD": ("シンガポールドル", "S$"),
    "AUD": ("豪ドル", "オーストラリアドル", "A$"),
    "CAD": ("カナダドル", "C$"),
    "KRW": ("ウォン", "韓国ウォン", "₩"),
    "INR": ("ルピー", "インドルピー", "₹"),
}
_MONTHS = ("か月", "ヶ月", "カ月", "ケ月", "ヵ月", "箇月", "か月間", "ヶ月間", "カ月間")
_COUNTERS = (
    "人 名 社 台 件 回 個 本 枚 冊 店舗 拠点 か所 カ所 ヶ所 箇所 世帯 戸 棟 機 隻 頭 匹 羽 足 着 "
    "杯 種 種類 品目 件数 票 通 点 問 語 文字 行 ページ 単語 パラメータ パラメーター トークン "
    "週間 日間 日 週 基 両 便 組 団体 か国 カ国 ヶ国 校 施設 工場 ノード コア ポイント つ 段階 "
    "項目 層 ユーザー"
)
_ORDINALS = (
    "位 番 番目 世代 号 章 節 度目 回目 年目 月目 日目 つ目 人目 社目 期 次 等 級 乗 話 代 歳 才"
)


def _scaled(
    units: dict[str, Unit], signs: tuple[str, ...], unit: Unit, prefixes: dict[str, int]
) -> None:
    for prefix, power in prefixes.items():
        scaled = Unit(unit.base, unit.dimension, unit.factor.scaleb(power))
        for sign in signs:
            units.setdefault(prefix + sign, scaled)


def _data(units: dict[str, Unit]) -> None:
    """Add bits and bytes, alone and by the second."""
    for sign, word, bits in (("B", "バイト", 8), ("b", "ビット", 1)):
        for dimension, ends in (
            (Dimension.DATA, ("",)),
            (Dimension.DATA_RATE, ("/s", "/秒", "ps")),
        ):
            unit = Unit("byte" if bits == 8 else "bit", dimension, Decimal(bits))
            symbols = tuple(sign + end for end in ends)
            prefixes = {prefix: power for prefix, power in _PREFIXES.items() if prefix}
            _scaled(units, symbols, unit, prefixes)
            _scaled(units, tuple(word + end for end in ends if end != "ps"), unit, _KATAKANA)
            for prefix, level in _BINARY.items():
                factor = Decimal(bits) * Decimal(1024) ** level
                for symbol in symbols:
                    units[prefix + symbol] = Unit(unit.base, dimension, factor)


def _table() -> dict[str, Unit]:
    units = dict(_SINGLE)
    _data(units)
    metre, gram = Unit("metre", Dimension.LENGTH), Unit("gram", Dimension.MASS)
    _scaled(units, ("m",), metre, {"": 0, "k": 3, **_SMALL})
    _scaled(units, ("メートル",), metre, {"": 0, "キロ": 3, **_SMALL_KATAKANA})
    _scaled(units, ("g",), gram, {"": 0, "k": 3, "m": -3})
    _scaled(units, ("グラム",), gram, {"": 0, "キロ": 3, "ミリ": -3})
    for sign, word, unit in (
        ("FLOPS", "フロップス", Unit("operation", Dimension.OPERATIONS)),
        ("OPS", "オプス", Unit("operation", Dimension.OPERATIONS)),
        ("W", "ワット", Unit("watt", Dimension.POWER)),
        ("Wh", "ワット時", Unit("watt hour", Dimension.ENERGY)),
        ("Hz", "ヘルツ", Unit("hertz", Dimension.FREQUENCY)),
    ):
        _scaled(units, (sign,), unit, _PREFIXES)
        _scaled(units, (word,), unit, _KATAKANA)
    for currency, signs in _MONEY.items():
        units |= dict.fromkeys(signs, Unit(currency, Dimension.MONEY))
    units |= dict.fromkeys(_MONTHS, Unit("month", Dimension.MONTHS))
    for counter in _COUNTERS.split():
        units.setdefault(counter, Unit(counter, Dimension.COUNT))
    units |= {each: Unit(each, Dimension.ORDINAL) for each in _ORDINALS.split()}
    return units


# 年 is missing: a year of the calendar and a span of years are told apart by the number before it.
UNITS = _table()
YEAR = Unit("year of the calendar", Dimension.CALENDAR)
YEARS = UNITS["年間"]
