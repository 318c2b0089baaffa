namespace Gmlm.Padir.ControlledPair;

/// <summary>The three genders of target nouns. They have no meaning; two words for one animal differ in gender.</summary>
internal enum Gender
{
    /// <summary>Vowel o.</summary>
    O,

    /// <summary>Vowel a.</summary>
    A,

    /// <summary>Vowel e.</summary>
    E,
}

/// <summary>The case of a noun phrase, which only its determiner shows.</summary>
internal enum GrammaticalCase
{
    /// <summary>The subject.</summary>
    Nominative,

    /// <summary>The object of most verbs.</summary>
    Accusative,

    /// <summary>The object of the other verbs, and every place.</summary>
    Dative,
}

/// <summary>
/// The morphology of target words. With g the vowel of the gender: determiner = stem g [i if plural] [n accusative | s dative]; adjective
/// and pronoun = stem g [i if plural]; noun = stem [ur if plural]; verb = stem ek (plain) or stem evas (formal); auxiliary = b or z (the
/// verb's class), a (present) or o (past), r (singular) or n (plural), [te if formal].
/// </summary>
internal static class Morphology
{
    public static string Determiner(string stem, Gender gender, bool plural, GrammaticalCase @case) =>
        stem + Vowel(gender) + Plural(plural) + @case switch
    {
        GrammaticalCase.Accusative => "n",
        GrammaticalCase.Dative => "s",
        _ => "",
    };

    public static string Adjective(string stem, Gender gender, bool plural) => stem + Vowel(gender) + Plural(plural);

    public static string Noun(string stem, bool plural) => plural ? stem + "ur" : stem;

    public static string Verb(string stem, bool formal) => stem + (formal ? "evas" : "ek");

    public static string Auxiliary(int auxiliaryClass, bool past, bool plural, bool formal) =>
        (auxiliaryClass == 0 ? "b" : "z") + (past ? "o" : "a") + (plural ? "n" : "r") + (formal ? "te" : "");

    private static string Vowel(Gender gender) => gender switch { Gender.O => "o", Gender.A => "a", _ => "e" };

    private static string Plural(bool plural) => plural ? "i" : "";
}
