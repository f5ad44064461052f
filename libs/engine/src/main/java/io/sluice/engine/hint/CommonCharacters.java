package io.sluice.engine.hint;

import java.util.HashMap;
import java.util.Map;

/// The characters that texts in an encoding consist of mostly. They tell a text from the nonsense that its
/// bytes give in another encoding.
enum CommonCharacters {
    TRADITIONAL_CHINESE("的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里"
            + "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日"
            + "軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美"
            + "相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解"
            + "水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計"
            + "管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完"
            + "設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運笨店訂單貨退"
            + "款顧客址備註折扣商尺寸顏紅藍黑咖啡茶杯包裝盒桌椅號姓氏黃林陳李吳劉蔡楊鄭謝郭台臺灣縣鄉鎮街巷弄樓元您"
            + "請早晚急送付快遞宅配超"),
    SIMPLIFIED_CHINESE("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
            + "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日"
            + "军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美"
            + "相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
            + "水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计"
            + "管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完"
            + "设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运店订单货退款"
            + "顾客址备注折扣商尺寸颜红蓝黑咖啡茶杯包装盒桌椅号姓黄林陈李吴刘蔡杨郑谢郭县乡镇街巷楼您请早晚急送付快"
            + "递赵钱孙周徐朱胡罗京广州深圳杭"),
    JAPANESE("のにはをたがでてとしれさあるいもなかっこらよりまそうくきつえわみすせけどちおめやじだごゆろぎずびょゃ"
            + "ゅんアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグ"
            + "ゲゴザジズゼゾダデドバビブベボパピプペポァィゥェォッャュョーヴ"
            + "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先"
            + "名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨店品商注文客様株式会社京都府県市区町村番"
            + "号田佐藤鈴橋渡辺伊林加吉崎松井赤青黒黄色送料税込返配達住所備考予約確認済定価割引在庫数量新古"),
    KOREAN("이다는의에가을은하고를한지기로사도나서그인자대어리아시해수있일것정보들전만주부조성장안구여스국제원상"
            + "과면등공동관으경우방신위라소마용년연발생계때산비개회미중세학적합문화모선물호내명군트간거없실오분단야"
            + "드했차반무당업행되며영민김박최강윤임권황송류홍북남천파품배객환번절격할색크검빨란커피머컵책울특별광역"
            + "길층님께요습니입까결카좌취완료청메"),
    WESTERN("éèàâêîôûçëïüöäßñáíóúåæøãõìòùœ"),
    CENTRAL_EUROPEAN("ąćęłńóśźżčřšžěůýáíéúťďňőűöüôäľ"),
    CYRILLIC("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїєґ"),
    GREEK("αοιετσνηυρπκλμςωγδχθφβξζψάέήίόύώ"),
    TURKISH("ğışçöüİâî"),
    HEBREW("יוהלארתבמנשדעחקפכםגטצסןזךףץ"),
    ARABIC("اليمنرتوبسدعقهفكحجةىشطصخذضغءئزأإث"),
    THAI("านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซศธณภ่้ัีิืุู็์");

    /// Symbols and their places, the most frequent ones first.
    @SuppressWarnings("ImmutableEnumChecker") // only the constructor writes
    private final Map<Integer, Integer> places = new HashMap<>();

    CommonCharacters(String texts) {
        texts.codePoints().forEach(symbol -> places.putIfAbsent(symbol, places.size()));
    }

    /// From 1 for a frequent character down to 0 for one that is not common.
    double frequency(int symbol) {
        Integer place = places.getOrDefault(symbol, places.get(Character.toLowerCase(symbol)));
        if (place == null) {
            return 0;
        }
        if (!isAlphabet()) {
            return 1;
        }
        return 3 * place < places.size() ? 1 : 3 * place < 2 * places.size() ? 0.75 : 0.4;
    }

    /// Whether words use Latin letters. Most of these are ASCII.
    boolean isLatin() {
        return this == WESTERN || this == CENTRAL_EUROPEAN || this == TURKISH;
    }

    /// Whether words are written in letters outside ASCII only.
    boolean isAlphabet() {
        return this == CYRILLIC || this == GREEK || this == HEBREW || this == ARABIC || this == THAI;
    }
}
