using System.Text;

namespace Gmlm.Padir.Metrics;

/// <summary>How BLEU splits a sentence into tokens.</summary>
public enum BleuTokenizer
{
    /// <summary>The rules of mteval-v13a.pl, used at WMT: punctuation is separated from words.</summary>
    Mteval13a,

    /// <summary>Split at white space, for text that is tokenised already.</summary>
    None,

    /// <summary>Every character except white space is a token.</summary>
    Char,
}

/// <summary>The names of the tokenisers, and the splitting itself.</summary>
public static class BleuTokenizers
{
    /// <summary>The names in sacreBLEU's signature, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = ["13a", "none", "char"];

    /// <summary>The name in sacreBLEU's signature.</summary>
    public static string Name(this BleuTokenizer tokenizer) => Names[(int)tokenizer];

    /// <summary>Splits <paramref name="text"/> into tokens, none of them empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the enumeration.</exception>
    public static string[] Split(this BleuTokenizer tokenizer, string text) => tokenizer switch
    {
        BleuTokenizer.Mteval13a => Mteval13a.Split(PythonText.TrimEnd(text)),
        BleuTokenizer.None => PythonText.Split(text),
        BleuTokenizer.Char => [.. Characters(text).Select(rune => rune.ToString())],
        _ => throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "no such tokeniser"),
    };

    /// <summary>The code points of <paramref name="text"/> that are not white space.</summary>
    internal static IEnumerable<Rune> Characters(string text) =>
        text.EnumerateRunes().Where(rune => !rune.IsBmp || !PythonText.IsSpace((char)rune.Value));
}
