using System.Text;

namespace Gmlm.Padir.Metrics;

/// <summary>How BLEU cuts a sentence into tokens.</summary>
public enum BleuTokenizer
{
    /// <summary>As mteval-v13a.pl does for the WMT: punctuation apart from words.</summary>
    Mteval13a,

    /// <summary>At white space: the text is tokenised already.</summary>
    None,

    /// <summary>Every character but white space.</summary>
    Char,
}

/// <summary>The tokenisers at work.</summary>
public static class BleuTokenizers
{
    /// <summary>The names as the signature has them, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = ["13a", "none", "char"];

    /// <summary>The name in the signature.</summary>
    public static string Name(this BleuTokenizer tokenizer) => Names[(int)tokenizer];

    /// <summary>The tokens of <paramref name="text"/>, none of them empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such tokeniser.</exception>
    public static string[] Split(this BleuTokenizer tokenizer, string text) => tokenizer switch
    {
        BleuTokenizer.Mteval13a => Mteval13a.Split(PythonText.TrimEnd(text)),
        BleuTokenizer.None => PythonText.Split(text),
        BleuTokenizer.Char => [.. Characters(text).Select(rune => rune.ToString())],
        _ => throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "no such tokeniser"),
    };

    /// <summary>The code points of <paramref name="text"/> that are not white space.</summary>
    internal static IEnumerable<Rune> Characters(string text) => text.EnumerateRunes().Where(rune => !rune.IsBmp || !PythonText.IsSpace((char)rune.Value));
}
