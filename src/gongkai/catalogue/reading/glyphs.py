"""Characters: traditional forms, symbol fonts, and which signs are ticks and boxes.

The table of traditional characters covers the vocabulary that the reader matches (headers,
channels, levels, fields, time limits); text that is handed on stays as the file has it.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_PAIRS = (
    "開开務务標标準准錄录領领層层級级鄉乡鎮镇縣县區区號号項项內内據据時时體体載载對对眾众衆众"
    "會会動动請请網网報报兩两發发聽听證证廣广電电視视紙纸質质閱阅點点戶户現现場场業业單单"
    "欄栏熱热線线備备註注監监詢询話话類类別别編编碼码責责門门當当屬属條条關关應应過过決决執执"
    "結结辦办機机構构圖图書书館馆檔档國国設设農农產产險险養养災灾藥药醫医療疗衛卫環环態态義义"
    "徵征遷迁補补貧贫鎭镇預预財财資资稅税貿贸築筑築筑規规劃划畫画畫画審审計计統统親亲羣群於于"
    "為为爲为與与從从給给擇择選选經经營营變变實实際际隨随長长間间個个後后將将來来進进達达運运"
    "連连續续總总級级記记許许該该試试詳详調调談谈訊讯訪访課课論论識识議议讀读讓让負负貨货販贩"
    "貼贴費费賃赁賞赏賠赔賣卖購购贈赠車车軌轨軟软輔辅輕轻輪轮轉转輸输農农適适遺遗郵邮釋释針针"
    "鐵铁銷销鋼钢錢钱錯错鍵键鎖锁閉闭陽阳陰阴陸陆階阶隊队雙双雜杂難难電电靈灵靜静頁页順顺須须"
    "頒颁頭头題题額额顯显風风飛飞飯饭飲饮館馆駐驻驗验髮发鮮鲜黨党齊齐歲岁歷历歸归殘残減减"
    "測测準准溝沟滅灭滿满漁渔漢汉潔洁無无煙烟爭争獎奖獨独狀状環环瞭了礎础禮礼種种稱称穩稳竊窃"
    "競竞筆笔範范簡简簽签糧粮糾纠紀纪約约紅红級级純纯紛纷細细終终組组絕绝絡络緊紧緒绪維维綱纲"
    "綜综綠绿緩缓練练縱纵績绩織织繳缴罰罚習习聯联職职聲声膚肤臨临興兴舉举艙舱節节蘇苏處处虛虚"
    "術术衝冲補补製制複复見见親亲觀观覽览觸触訂订訴诉診诊評评詞词詢询誌志認认語语誤误說说請请"
    "諮咨證证譜谱議议護护讚赞貪贪貫贯贊赞趕赶跡迹踐践載载較较輛辆農农郷乡鄰邻醜丑釐厘鈔钞錄录"
    "鑒鉴鑑鉴閒闲閱阅闊阔隱隐離离雲云韓韩響响頻频願愿類类顧顾餘余騰腾驅驱魚鱼鳥鸟麗丽黃黄"
    "黴霉龍龙龜龟這这邊边還还遠远違违遲迟選选邁迈醬酱針针鑰钥問问聞闻隻只幾几並并並并產产卻却"
    "億亿價价優优償偿儀仪儲储傳传債债傷伤僅仅億亿係系俠侠倉仓倫伦偉伟側侧偵侦傑杰備备勞劳勢势"
    "勵励勸劝勻匀協协單单參参員员啟启啓启喪丧嚴严團团園园圍围圓圆壓压壞坏壯壮壽寿夢梦夠够"
    "奪夺婦妇嬰婴孫孙學学寧宁寫写寬宽寶宝專专尋寻導导屆届島岛嶺岭峽峡師师帳帐帶带幣币幫帮幹干"
    "庫库廠厂廢废廳厅張张強强彈弹彙汇彥彦徑径復复徹彻恆恒恥耻悅悦惡恶惱恼愛爱慮虑慶庆憂忧憑凭"
    "憲宪懷怀戰战戲戏戶户撥拨擔担據据擬拟擴扩擺摆擾扰攝摄攜携敗败敵敌數数斷断晉晋晝昼暫暂曆历"
    "東东柵栅條条棄弃棟栋極极榮荣樓楼樣样樹树橋桥檢检櫃柜權权歡欢歐欧沒没沖冲況况淨净淺浅渦涡"
    "湯汤溫温滬沪滯滞漸渐潤润濃浓濕湿濟济瀏浏灣湾燈灯燒烧營营爺爷牆墙獲获瑪玛產产異异畢毕痺痹"
    "瘋疯發发皺皱盜盗盡尽監监盤盘盧卢眾众矚瞩確确礦矿祕秘禍祸禪禅秈籼稈秆積积穀谷窩窝窮穷竅窍"
    "篩筛籌筹籤签紮扎綁绑網网線线縮缩繪绘繼继繩绳纖纤罷罢羅罗聖圣聰聪肅肃脅胁脈脉腦脑腳脚腫肿"
    "臺台舊旧艦舰莊庄華华萬万葉叶蓋盖薦荐藍蓝藝艺蘭兰蟲虫衊蔑裝装裏里裡里襲袭託托豐丰貢贡販贩"
    "責责貴贵買买賀贺賊贼賓宾賬账賴赖賺赚贏赢趙赵跡迹軍军輯辑辭辞農农邏逻郵邮鄭郑醫医釣钓鈣钙"
    "鎮镇鏡镜鐘钟鑄铸闖闯陣阵陳陈險险隸隶雛雏霧雾韌韧頓顿預预頗颇頸颈顆颗飽饱飼饲餅饼養养駕驾"
    "駛驶騎骑騙骗驚惊鬥斗鬧闹鹽盐麥麦麵面點点齡龄齒齿項项鳳凤"
)
_TRADITIONAL = {ord(_PAIRS[i]): _PAIRS[i + 1] for i in range(0, len(_PAIRS), 2)}

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹ"
_PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])[(（](?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,7}}[)）]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\ufe0e\ufe0f]")
_BLANK = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[\s!-/:-@\[-`{-~、。，；：？！“”‘’《》〈〉（）()【】〔〕…—·_]+")

SOLID = "■◼◾▪█▉▊▇▄◘●◉◆❖♦⧫★▲▼☑☒√✓✔✅☛\U0001f5f9\U0001f5f8⊠⊙▣◙√∨"
"""Signs that mark a choice as taken."""

HOLLOW = "□☐◻◽▫○◯◇☆△▽▢❏❐❑❒⬜◌✗✘✕✖×╳囗▯⃞"
"""Signs that mark a choice as not taken (crosses too: they stand where a tick would)."""

LOST_SOLID = "RTþýüÖPnultV§¤"
"""Letters that a symbol font drew as a filled sign (Wingdings n ■, l ●, u ◆, t ⧫, þ ☑, ü ✓;
Wingdings 2 R ☑, T ☒, P ✓; Symbol Ö √) and that stayed as letters when the font was lost."""

LOST_HOLLOW = "£¨¡ûoq口"
"""The same for empty boxes (Wingdings o and ¨, Wingdings 2 £), and the Han character 口."""

_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
        0x74: "◆", 0x75: "◆", 0x76: "◆", 0xA8: "□", 0xA1: "○", 0xA7: "▪", 0xFB: "✗",
        0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x77: "◆", 0xA6: "○", 0x9F: "●",
    },
    "wingdings2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■",
        0xA3: "□", 0x98: "●", 0x99: "○", 0xAE: "◆", 0xAF: "◇", 0x2A: "☑", 0xA0: "■",
    },
    "wingdings3": {0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽"},
    "webdings": {0x61: "✓", 0x67: "■", 0x63: "□", 0x6E: "●", 0x3D: "○"},
    "symbol": {0xB7: "●", 0xD6: "√", 0xA8: "◆"},
    "marlett": {0x61: "✓", 0x62: "✓", 0x67: "■", 0x69: "●"},
}  # fmt: skip

_PRIVATE = {
    0xF052: "☑", 0xF053: "☒", 0xF054: "☒", 0xF050: "✓", 0xF04F: "✗", 0xF0A3: "□", 0xF0A8: "□",
    0xF06E: "■", 0xF06F: "□", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0FB: "✗", 0xF06C: "●",
    0xF06D: "○", 0xF074: "◆", 0xF075: "◆", 0xF071: "□", 0xF072: "□", 0xF070: "□", 0xF0A7: "▪",
    0xF0B7: "●", 0xF0D6: "√", 0xF0A2: "■",
}  # fmt: skip


def from_font(text: str, font: str | None) -> str:
    """Turn letters written in a symbol font (Wingdings and its kin) into the signs it draws."""
    table = _FONTS.get((font or "").strip(" '\"").lower().replace(" ", ""))
    if table is None:
        return text
    return "".join(table.get(ord(char) & 0xFF if ord(char) >= 0xF000 else ord(char), char)
                   for char in text)  # fmt: skip


def repair(text: str) -> str:
    """Drop invisible characters and reading aids (網(wǎng)); name private-use box signs."""
    return _INVISIBLE.sub("", _PINYIN.sub("", text.translate(_PRIVATE)))


def simplify(text: str) -> str:
    """Replace the traditional characters of our vocabulary by simplified ones."""
    return text.translate(_TRADITIONAL)


@functools.lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which words are compared: NFKC, lower case, simplified, without blanks."""
    plain = unicodedata.normalize("NFKC", repair(text))
    return _BLANK.sub("", simplify(plain)).lower()


@functools.lru_cache(maxsize=4096)
def key(text: str) -> str:
    """`fold` without punctuation and brackets."""
    return _PUNCTUATION.sub("", fold(text))
