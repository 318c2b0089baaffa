namespace Gmlm.Padir.ControlledPair;

/// <summary>An English verb in three forms, for example they see, it sees, it saw.</summary>
internal readonly record struct EnglishVerb(string Plural, string Singular, string Past);

/// <summary>
/// The handwritten words of version controlled-1. The source is English; the target is invented, with one list of stems for each part of
/// speech, which the seed assigns to meanings. No list may be reordered or changed within a version, since the word ids follow from it.
/// </summary>
internal static class WordLists
{
    public static readonly (string Singular, string Plural)[] Animals =
    [
        ("dog", "dogs"), ("cat", "cats"), ("horse", "horses"), ("cow", "cows"), ("goat", "goats"), ("pig", "pigs"),
        ("wolf", "wolves"), ("fox", "foxes"), ("bear", "bears"), ("mouse", "mice"), ("rabbit", "rabbits"), ("bird", "birds"),
        ("duck", "ducks"), ("goose", "geese"), ("hen", "hens"), ("lion", "lions"), ("tiger", "tigers"), ("monkey", "monkeys"),
        ("camel", "camels"), ("donkey", "donkeys"), ("frog", "frogs"), ("snake", "snakes"), ("turtle", "turtles"), ("swan", "swans"),
    ];

    public static readonly (string Singular, string Plural)[] Places =
    [
        ("river", "rivers"), ("house", "houses"), ("tree", "trees"), ("bridge", "bridges"),
        ("wall", "walls"), ("barn", "barns"), ("gate", "gates"), ("field", "fields"),
    ];

    public static readonly EnglishVerb[] Transitive =
    [
        new("see", "sees", "saw"), new("hear", "hears", "heard"), new("follow", "follows", "followed"), new("find", "finds", "found"),
        new("like", "likes", "liked"), new("fear", "fears", "feared"), new("help", "helps", "helped"), new("watch", "watches", "watched"),
        new("chase", "chases", "chased"), new("know", "knows", "knew"),
    ];

    public static readonly EnglishVerb[] Intransitive =
    [
        new("sleep", "sleeps", "slept"), new("run", "runs", "ran"), new("wait", "waits", "waited"), new("sing", "sings", "sang"),
        new("eat", "eats", "ate"), new("fall", "falls", "fell"), new("play", "plays", "played"), new("dream", "dreams", "dreamt"),
    ];

    /// <summary>The singular and plural forms of: the, a, this.</summary>
    public static readonly (string Singular, string Plural)[] Determiners = [("the", "the"), ("a", "some"), ("this", "these")];

    public static readonly (string Singular, string Plural) Pronoun = ("it", "they");

    public static readonly string[] Adjectives = ["big", "small", "brown", "white", "clever", "lazy", "young", "brave"];
    public static readonly string[] Prepositions = ["near", "behind", "past"];
    public static readonly string[] Times = ["today", "often", "sometimes", "usually", "suddenly", "finally"];

    /// <summary>
    /// After the first two, target clauses may swap freely; after the next two, a swap needs the resumptive word; after the last two, they
    /// may not swap.
    /// </summary>
    public static readonly string[] Connectives = ["while", "when", "because", "though", "and", "but"];

    /// <summary>The vocatives: the first requires the formal register, the second the plain one.</summary>
    public static readonly string[] Vocatives = ["sir", "friend"];

    public static readonly string[] NounStems =
    [
        "tarn", "molk", "brend", "sulin", "verk", "dorim", "halt", "pesk", "lurn", "gavol", "kint", "zamir", "rodak", "fenul", "bosk",
        "tilk",
        "narv", "yorin", "cust", "plem", "drov", "sekor", "milan", "hurb", "jant", "fosel", "welk", "ont", "rist", "bulm", "cald", "nepp",
        "sturm", "gorin", "libon", "tesk", "volm", "hind", "korv", "dulm", "arp", "senk", "maltir", "trond", "visk", "gelm", "brad", "zolt",
    ];

    public static readonly string[] VerbStems =
    [
        "lag", "mir", "sov", "dant", "kel", "pur", "nim", "fal", "rog", "vest", "hum", "jol", "zek",
        "bran", "cor", "tul", "wim", "gard", "pal", "stin", "dov", "rek", "mun", "yal", "sip",
    ];

    public static readonly string[] AdjectiveStems = ["bel", "grum", "tist", "fark", "nol", "sald", "rim", "zuv"];
    public static readonly string[] DeterminerStems = ["l", "n", "k"];
    public static readonly string[] Postpositions = ["nar", "pol", "sut"];
    public static readonly string[] TargetTimes = ["ovan", "erim", "usta", "alot", "imbe", "eldu"];
    public static readonly string[] TargetConnectives = ["vel", "kom", "perd", "osk", "ed", "mal"];
    public static readonly string[] TargetVocatives = ["doman", "kamro"];

    /// <summary>The first halves of verbs made of two words; the second half is the light verb.</summary>
    public static readonly string[] Preverbs = ["levin", "asta", "orem", "ubil", "inda"];

    public const string PronounStem = "d";
    public const string LightVerbStem = "dun";
    public const string Resumptive = "toh";
}
