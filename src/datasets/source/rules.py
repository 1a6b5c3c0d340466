"""Every rule of the conversion, as tables.

The number behind "R" is the point of `yangtze/README.md`, behind "C" that of
`collected/README.md` the rule comes from. What stands here without a number is
a judgement call and is told in `doubts.md`.
"""

DELTA, MIDDLE = "yangtze-delta", "middle-yangtze"
REGIONS = (DELTA, MIDDLE)
AS_OF, COVERS_TO = "2023-12-31", "2021-03"  # R4

# --- which ledger a row of the study belongs to (R8: the rest fit neither) ----
REGION_WORDS = {"YRD": (DELTA,), "MRYR": (MIDDLE,), "both": REGIONS}
FOLDERS = {"delta": DELTA, "middle": MIDDLE}
# C9: rows that span both regions; in the second ledger they are `found` = extra
IN_BOTH = ("MA010", "MA011", "MA091", "MP009", "YA252")

REGION_ROWS = {
    DELTA: {"name": "Yangtze River Delta", "name_local": "长三角", "justice": "institutions"},
    MIDDLE: {"name": "Middle Yangtze", "name_local": "长江中游城市群", "justice": ""},
}
REGION_NOTE = (
    "Systematic only up to the study (2021-03); its later rows are crumbs, and the collected events run to 2023-12 by one protocol. "
    "In the study dates stand where it tells progress, outcomes where it praises: comparing dates, stages or leads of its own rows between the regions measures its style. "
    "Compare volumes between the two regions by rows found by the protocol only. "
    "In the tables of the study and its surroundings one row each makes half of the tied pairs or more (A094 in the Delta, A058 in the Middle), and the unweighted measures rest on it."
)

# R5: the study's six fields and what stands outside them
FIELDS = (
    ("infrastructure", ("transport",)),
    ("ecology", ("ecology",)),
    ("public-services", ("housing", "health", "public health", "social security", "employment", "culture",
                         "sport", "society", "public services", "public security")),
    ("industry-science", ("industry", "agriculture", "tourism", "science", "talent")),
    ("urban-rural", ()),
    ("institutions", ("institution", "law", "planning", "standards")),
)
OUTSIDE_FIELDS = ("commerce", "market", "finance", "governance", "party building", "general")
NOT_IN_README = ("education", "government services")  # words of the collected tables only

# --- words (R11) ---------------------------------------------------------------
STAGES = {"issued": "signed", "approved": "signed", "adopted": "signed", "signed": "signed", "reviewed": "proposed",
          "established": "landed", "implemented": "landed", "held": "landed", "stalled": "stalled", "": "",
          "under way": "landed", "planned": "proposed"}  # the last two: projects
STATUSES = {"announced": "signed", "signed": "signed", "approved": "signed", "building": "building",
            "exploring": "building", "built": "running", "running": "running", "planned": "planned",
            "built (phase 1 2019-12); phase 2 started 2021": "running"}
AGREEMENT_KINDS = {"scheme": "plan", "plan system": "plan", "plan": "plan", "consensus": "declaration",
                   "declaration": "declaration", "charter": "rules", "rules": "rules", "pairing scheme": "pairing",
                   "pairing": "pairing", "agreement bundle": "agreement", "agreement": "agreement", "joint action": "other",
                   "meeting": "other", "mutual recognition": "other", "platform": "other", "integration": "other",
                   "mechanism": "mechanism", "standard": "standard", "fund": "fund"}
PLATFORM_KINDS = {"mutual recognition": "recognition", "alliance": "alliance", "platform": "other", "council": "other"}
RANKS = {"national": "national", "provincial": "provincial", "municipal": "municipal", "municipal-district": "municipal",
         "county": "county", "district": "county", "department": "department", "cross-level": "other",
         "cross-province zone": "other", "": ""}
# C7: words of the collected delta
COLLECTED_RANKS = {"city": "municipal", "county": "county", "zone": "county", "town": "county", "town-county": "county",
                   "county-town": "county", "department": "department", "province": "provincial", "state": "national",
                   "city-district": "other", "city-county": "other", "city-zone": "other", "county-firm": "other",
                   "city-firm": "other", "firm": "other", "institution": "other", "mixed": "other", "park": "other",
                   "city-university": "other", "city-institute": "other", "": ""}
ROLES = {"party": "party", "lead": "lead", "issuer": "issuer", "donor": "from", "recipient": "to"}
COUNCIL_ROLES = {"member": "member", "founder": "member", "standing chair": "chair"}
CIRCLE_ROLES = {"member": "member", "core": "member", "observer": "observer"}  # the core is a column of circles.csv
CIRCLE_KINDS = {"capital-city group": "capital group"}
PROJECT_DOMAINS = {"high-speed rail": "transport", "waterway": "transport", "road": "transport", "rail": "transport",
                   "industry": "industry", "market": "market", "mixed": ""}
# modes of the collected enclaves; the source's words stay in the note
MODES = {
    "park in park": "other", "park in park of 5 km2": "other",
    "joint company": "joint", "joint investment company of the sending counties": "joint",
    "two bodies: management committee and joint company of CSSD; one meeting and two committees": "joint",
    "Xiaoshan, Longquan and Zhejiang University": "joint",
    "co-built, company-run": "joint",
    "led by the new area with Yueyang and Xiangyin; Xiangjiang Group develops": "joint",
    "shares: joint company of both state firms": "shares",
    "economic trusteeship by the Wuhan zone, joint committee manages the whole area": "trusteeship",
    "Qingtian collective company builds on land bought in Pinghu; Pinghu mainly attracts firms": "other",
    "government guides, market runs": "other",
    "science bureau, state investor and development zone": "other",
    "market-led attraction of firms": "other",
    "investment company of Fengxian invests and runs": "other",
    "committee plus company under talk": "other",
    "built by the Anhui investment group; tax stays in Songjiang": "other",
    "own property of 23 000 m2; fund, industry and park": "other",
    "government-led, departments manage, platform company invests, professional operator": "other",
    "run by Huangshi state capital company with TusHoldings": "other",
    "": "",
}
HOME_SHARES = {"55%": "0.55"}  # anything else stays in the note
ACT_KINDS = {  # words of the collected acts; "" = no sign of life, see ENDED
    "projects signed": "project", "projects started": "project", "projects signed or started": "project",
    "project started": "project", "projects": "project", "construction started": "project", "construction": "project",
    "structure joined": "project", "ended": "",
    "office opened": "other", "plan issued": "other", "firm moves in": "other", "opened": "other", "first case": "other",
    "unveiled": "other", "status raised": "other", "company founded": "other", "progress": "other", "assessed": "other",
    "drill held": "other", "members joined": "other", "programme set": "other", "in production": "other",
    "opening": "other", "launch": "other", "announcement": "other", "unveiling": "other", "implementation": "other",
    "assessment": "other", "review": "other", "result": "other", "agreement": "other",
}

# --- how far checked (R17: the weakest wins; a date or count by search leaves a row seed) ----
CHECKED = {
    "": "verified",  # R14: adjacency.csv and cities.csv have no such column
    "seed paper": "seed",
    "seed paper; members verified-by-search": "seed",
    "seed paper; cities verified-by-search": "seed",
    "seed paper; verified-by-search": "seed",
    "seed paper; month verified-by-search": "seed",
    "seed paper; date verified-by-search": "seed",
    "seed paper; date and parties verified-by-search": "seed",
    "seed paper; count verified-by-search": "seed",
    "seed paper; scope verified-by-search": "seed",
    "seed paper; members and date verified-by-search": "seed",
    "seed paper; members by its name": "seed",
    "seed paper; place verified-by-search": "seed",
    "seed paper; direction, date and status verified-by-search": "seed",
    "seed paper (scheme); count and areas verified-by-search": "seed",
    "seed paper names the group; parties verified-by-search": "seed",
    "date and parties verified-by-search": "seed",  # A056: the study names the group
    "seed paper (expansion of the abbreviation); verified-by-search for the names in V22": "seed",
    "seed paper (expansion of the abbreviation); names in V23": "seed",
    "seed paper (Changsha-Zhuzhou-Xiangtan area)": "seed",
    "seed paper (departments of the province)": "seed",
    "seed paper; its county Huangmei and prefecture from V47": "seed",
    "verified-by-search": "verified",
    "verified-by-search (weak source)": "reading",  # C2: weak sources only
    "seed paper says provincial coordination in the delta; the four provinces are the compiler's reading": "reading",
    "seed paper names Nanjing and Maanshan; the districts are the compiler's reading": "reading",
    "seed paper names no party; members of the zone verified-by-search, as parties the compiler's reading": "reading",
    "seed paper; members are those of the two meetings it works for, the compiler's reading": "reading",
    "verified-by-search; site verified, Zhuzhou as home is the compiler's reading": "reading",
    "seed paper says two-way; home, kind and direction of this half are the compiler's reading": "reading",
    "general knowledge, unverified": "unverified",
    "verified-by-search; parties are general knowledge, unverified": "unverified",
    "count verified-by-search; list = the 27 of V16 less Wenzhou (general knowledge)": "unverified",
}
PLAIN_CHECKS = ("", "seed paper", "verified-by-search")  # the others say more than the word: kept in the note

# --- links -----------------------------------------------------------------------
SAME_AS = {  # R1, C9 and the collected columns; the later table names the earlier
    "P24": "A038", "P26": "A042", "E07": "A033", "E13": "A068", "E01": "A031", "E02": "A031", "P25": "A045",
    "P27": "A047", "P38": "A047", "P22": "A094", "P10": "A025", "N01": "A037",
    "A094": "G60", "A043": "NBZS", "A044": "JNBW", "A054": "XCJJ",  # a row names its circle: that drops nothing (DESIGN)
    "YA206": "YA110", "YA207": "YA110", "YA208": "YA110", "YA209": "YA110", "YA210": "YA110", "YA211": "YA110",
    "YA212": "YA110",
    "YA169": "YA168", "YA170": "YA168", "YA171": "YA168", "YA172": "YA168",  # the 4 of "1+4", as C9 does with YA110
    "YE064": "E17",  # same home, host and kind; its title shortens that of E17
    "YE069": "E25", "YE070": "E22",  # same local title, home, host and kind in both tables
}
REPEATED_COUNCILS = {"P30": "K06", "P31": "K19", "P32": "K24"}  # R1: no platform rows
BATCHES = {  # R19
    "2021-09-10 symposium of three provinces, Wuhan": ("A061", "A062", "A063", "A064", "A065", "A066", "A067"),
    "2021-12-08 pairs of North Anhui": ("A070", "A071", "A072", "A073", "A074", "A075", "A076", "A077"),
    "2022 pairs of Jiangsu": ("A080", "A081", "A082", "A083"),
    "2001-11 pairs of Jiangsu": ("A034", "A084", "A085", "A086", "A087", "A088"),
    "2018 inter-provincial consultation meeting": ("A012", "A013"),
    # the collected row YA005 is "one of the 19 matters of A051": one ceremony, its word
    "长三角城市经济协调会第二十次全体会议19项": ("A050", "A051"),
    "2018-11-15 Jiading-Wenzhou": ("A031",),  # with E01 and E02, whose table has no batch
    "第二届长三角高层论坛19项": ("YA115",),  # the ceremony of YA116 and YA117, parts of these 19
    # not in R19: the collected row's own note names the ceremony of the study's row
    "2014-12-18 Liuyang": ("A058",),  # MA077
    "2013-02-23 Wuhan Consensus": ("A014", "MA107"),
    "2023-02-21": ("A019",),  # MA003
}
COUNCIL_OF = {  # R19
    "A050": "K06", "A051": "K06", "A029": "K06", "A012": "K25", "A013": "K25",
    "A014": "K19", "A015": "K19", "A016": "K19", "A017": "K19", "A018": "K19", "A019": "K19",
}
COUNCIL_NAMES = {"四省会会商会": "K19", "长江沿岸中心城市经济协调会": "K24"}  # C10: a name or an id
# A district or county that stood elsewhere at the time: (row, name) -> the city of then, the county as its actor
PLACE_OF_THEN = {("YA034", "寿县"): "341500"}  # C12: Lu'an until 2015
MEETING_BODIES = {  # R19
    "四省会会商会": "K19", "长三角城市经济协作办主任联席会议": "K06", "长三角城市经济协调会": "K06",
    "长江中游地区省际协商合作会商会": "K25", "公路合作联席会/水运合作联席会": "K22",
    "长江中游城市群商务合作座谈会": "A026", "长江中游城市群生态环境合作会": "A022",
    "“宜荆荆恩”城市群一体化发展联席会": "A060", "2021·长江中游三省协同推动高质量发展座谈会": "A062",
    "浙东经济合作区市长联席会议": "K10", "杭州都市圈市长联席会议": "K08",
    "湖北省委书记率队赴江西和湖南考察学习": "", "赣湘鄂啤酒产品质量检评会": "", "中博会、机博会、光博会、农博会": "",
}
MEETING_COUNTS = {"4 (count 2015-2018)": "4"}  # R19
MEETING_OF = {"P22": "G60", "YP001": "NJ"}  # a platform has no meetings in the format: its circle has
MEETING_PLACES = {  # beyond plain city names
    "湖州安吉": "330523", "嘉兴海宁": "330481", "淮南寿县": "340422", "宣城广德": "341882", "滁州定远": "341125",
    "上海金山枫泾": "310116", "玉环": "331083", "南京溧水": "320117", "金华义乌": "330782", "上栗": "360322",
    "醴陵": "430281", "浏阳": "430181", "莲花县": "360321", "菏泽": "371700", "重庆": "500000",
    "(online)": "", "(省会城市)": "", "武汉、长沙、南昌 (video)": "", "南昌、武汉、长沙 (video)": "", "南京都市圈": "", "": "",
}
# one meeting told by both bodies of rows: (collected of, date) -> (body, date) of the study's table
SAME_MEETINGS = {("K06", "2013"): ("K06", "2013"), ("K08", "2020"): ("K08", "2020"), ("YA243", "2018-10-25"): ("K08", "2018-10-25")}
OWN_SERIES = "number is that of its own series"  # such a number is none of the body's

FOUNDING = {  # R20
    "G60": ("A094", "P22"), "NBZS": ("A043",), "JNBW": ("A040", "A044", "A100"), "GDZ": ("A049", "A091", "P27", "P38"),
    "MRYR4": ("A014", "A015", "A016", "A017", "A018", "A019", "P01", "P02", "P03", "P04", "P05", "P15", "P17"),
    "XYJ": ("A056",), "TYM": ("A025", "P10"), "YJJ": ("A060",), "YJJE": ("A060",), "XGB": ("A058",), "XCJJ": ("A054",),
    "XGK": ("A057",), "DTH": ("A066",),
}
ADJACENT_IS = {  # R1: adjacent_cooperation repeats these; None = the new row N01
    ("江宁区", "博望区"): "A040, A044 and A100", ("嘉善县", "金山区"): "A041", ("平湖市", "金山区"): "A042",
    ("宁波", "舟山"): "A043", ("临湘市", "赤壁市"): "A024", ("小池镇", "九江"): "A054", ("咸宁", "岳阳"): "A056",
    ("咸宁", "九江"): "A056", ("岳阳", "九江"): "A056", ("株洲", "萍乡"): "A057",
    ("青浦区", "吴江区"): "circle GDZ with A049 and A091", ("青浦区", "嘉善县"): "circle GDZ with A049 and A091",
    ("吴江区", "嘉善县"): "circle GDZ with A049 and A091", ("黄山", "杭州"): None,
}

# --- numbers ----------------------------------------------------------------------
STATED = {  # R21: stated sizes in text
    "4 in 2014; 20 in 2020": "20", "Shanghai + 8 places": "9", "30+": "30", "14 in 1992; 41 in 2019": "41",
    "5 cities, 20 counties": "5", "24 counties": "24", "5 cities": "5", "4 provinces": "4",
    "3 provinces; 1+8 cities": "3", "8+2": "10",
    "16 cities; first 8 entered": "16", "8 universities": "8", "112 hospitals in 26 cities (2018)": "112",
    "99 hospitals": "99", "77 hospitals": "77", "14 alliances, 11 parks, 1470 firms": "14", "13 cities": "13",
    "47 parks": "47", "780 institutions": "780",
}
COUNTS = {"A051": "19"}  # DESIGN: "19 items signed at once"
# The collected delta writes into `count` what was signed or listed in these rows, and the number of parties in all others.
COUNT_IS_ITEMS = {"YA003", "YA026", "YA032", "YA034", "YA041", "YA048", "YA059", "YA090", "YA109", "YA110",
                  "YA115", "YA146", "YA167", "YA168", "YA185", "YA194", "YA204", "YA205", "YA256", "YA258", "YA264", "YA285"}
# fields, tasks or projects of one document, not items signed: they stay in the note
COUNT_IS_NEITHER = {"YA039": "fields", "YA139": "tasks", "MA048": "tasks", "MA041": "projects"}
K06_SIZES = {1992: 14, 1997: 15, 2003: 16, 2010: 22, 2013: 30, 2018: 34, 2019: 41}  # R9

# R10, R18: what becomes an observation about what; None = dropped, with the reason
FIGURES = {
    "water transport alliance members": (None, "platform P07 holds it"),
    "expressway dead-end roads opened": ("J04", ""),
    "deep-water channel project": (None, "a project (J02), not a figure (R18)"),
    "Hubei provincial industry fund": ("A103", ""),
    "firms invested by Wuhan in Changsha, Hefei and others": ("420100", ""),
    "firms from Nanchang and others invested in Wuhan": ("420100", ""),
    "tourism demonstration area": ("TYM", ""),
    "two-way provident-fund loans Wuhan-other cities": ("P01", ""),
    "households served by those loans": ("P01", ""),
    "practical matters": ("A012", ""),
    "ecology consensus fields": ("A022", ""),
    "adjacent-city groups named by the 2015 plan": ("A003", ""),
    "institutional results of the demonstration zone": ("GDZ", ""),
    "showcase projects of the demonstration zone": ("GDZ", ""),
    "talent enclaves of Jiaxing in Shanghai, built": (None, "enclave E04 holds it"),
    "talent enclaves of Jiaxing in Shanghai, building": (None, "enclave E05 holds it"),
    "talent enclaves of Jiaxing in Hangzhou, built": (None, "enclave E06 holds it"),
    "places sharing sci-tech vouchers with Shanghai": (None, "platform P20 holds it"),
    "G60 members": (None, "series `G60 corridor members` holds it"),
    "major cooperation matters signed": ("A051", ""),
    "delta cooperation years": ("YRD", ""),
    "highway and water transport joint meetings": ("K22", ""),
    "special-field plans of the middle reaches": ("MRYR", ""),
}
FIGURE_REGION = {"A103": MIDDLE, "420100": MIDDLE, "TYM": MIDDLE, "P01": MIDDLE, "A012": MIDDLE, "A022": MIDDLE,
                 "A003": MIDDLE, "J04": MIDDLE, "GDZ": DELTA, "A051": DELTA, "YRD": DELTA, "K22": MIDDLE, "MRYR": MIDDLE}
FIGURE_VALUES = {"10+": ("10",), "30+": ("30",), "5 cities; 20 counties": ("5 cities", "20 counties")}
FIGURE_DATES = {"to 2021": "2021"}
SERIES = {
    "delta council members": ("K06", DELTA), "middle-reaches provident-fund recognition cities": ("P01", MIDDLE),
    "four-capital meetings held (cumulative)": ("K19", MIDDLE),
    "sci-tech enclaves of other delta cities in Shanghai (cumulative from 2013)": ("YRD", DELTA),
    "Jiangsu north-south co-built parks": ("A034", DELTA), "G60 corridor members": ("G60", DELTA),
    "Hangzhou circle members": ("HZ", DELTA), "Shanghai metropolitan area cities": ("SH", DELTA),
}
SERIES_UNITS = {"sci-tech enclaves of other delta cities in Shanghai (cumulative from 2013)": "enclaves",
                "Jiangsu north-south co-built parks": "parks", "four-capital meetings held (cumulative)": "meetings"}
TOTALS = {"E08": "Jiangsu north-south co-built parks",  # R10: totals, the same numbers as these series
          "E26": "sci-tech enclaves of other delta cities in Shanghai (cumulative from 2013)"}

# --- places -------------------------------------------------------------------------
ACTORS = {  # R16: bodies and towns that act in a place
    "国务院": "CN", "国务院办公厅": "CN", "商务部": "CN", "国家发展改革委": "CN",
    "湖南省高级人民法院": "43", "湖北省高级人民法院": "42", "上海法院": "31", "江苏法院": "32", "安徽法院": "34",
    "嘉兴法院": "330400", "小池镇": "421127", "东湖高新区": "420100",
}
MUNICIPALITIES = {"31": "310000", "50": "500000"}  # a municipality is two places
SHANGHAI_IS_A_CITY = "上海"  # C7
MOVED = {"340422": "belonged to Lu'an (341500) in the row of 2013 (YA034)"}  # C12
PLACE_NAMES = {"310105": "Changning District", "320903": "Yandu District"}  # slips of collected/places.csv
WATER = {("310000", "330900"), ("330200", "330900")}  # R14

# --- C10: what a source adds to a row of the study. (folder, line of already_known.csv) -> changes.
# Every text goes to the row's note and every source to its `source`; here is what changes a cell.
PAIR_LANDED = {"set": {"stage": "landed", "landed": "2021-12-08/2023-06-15"}}
KNOWN = {
    ("delta", 3): {"set": {"status": "running"}, "act": ("2023", "other", "in use")},
    ("delta", 4): {"set": {"start": "2019-10"}},
    ("delta", 5): {"set": {"status": "running"}},
    ("delta", 6): {"set": {"start": "2019-03-27"}},
    ("delta", 8): {"set": {"start": "2019-05-22"}},
    ("delta", 10): {"set": {"start": "2019-10-15"}},
    **{("delta", line): PAIR_LANDED for line in range(11, 19)},
    ("delta", 20): {"act": ("2019", "project", "phase one of the Wenzhou park, 2 bn yuan, settled in the Zhejiang South zone")},
    ("delta", 21): {"set": {"start": "2021-02"},
                    "acts": (("2021-12", "other", "committee opened"), ("2023-02", "other", "first firm in production"))},
    ("delta", 23): {"set": {"start": "2006-11"}},
    ("middle", 2): {"observers": ("420200", "430600", "340800", "360400", "421100", "430200", "340700", "361000", "421200",
                                  "430300", "341500", "360900")},
    ("middle", 4): {"set": {"start": "2023-02-09", "status": "running", "checked": "reading"}},
    ("middle", 5): {"set": {"start": "2021-06"}},
    ("middle", 6): {"set": {"start": "2015-05"}},
    ("middle", 7): {"set": {"members_stated": "308"}},
    ("middle", 8): {"act": ("2019-12-04", "other", "instrument sub-platform online")},
    ("middle", 9): {"set": {"start": "2019-08-28"}},
    ("middle", 11): {"set": {"start": "2015-05-21"}, "parties": ("43", "36", "42")},
    ("middle", 12): {"set": {"start": "2021-10-20"}},
    ("middle", 13): {"set": {"stage": "landed", "landed": "2022-07", "checked": "reading"},
                     "party_checks": "reading"},
    ("middle", 18): {"act": ("2019-05-13", "meeting", "meeting of both cities in Jiujiang")},
    ("middle", 20): {"act": ("2019-12", "project", "500,000 sq m of standard factories of the Shangli park delivered")},
    ("middle", 22): {"act": ("2021-05-23", "other", "reviewed in an earlier form")},
    ("middle", 24): {"parties": ("430600", "430700", "430900", "421000", "430100")},
    ("middle", 26): {"set": {"start": "2013-02-23"}},
}
ENDED = {"A086": "2022", "A088": "2022"}  # C3: the two ended pairs; an act `ended` is an end, no sign of life
