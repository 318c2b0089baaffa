using System.Text;

namespace Gmlm.Padir.Messages;

/// <summary>
/// Text as it may stand in a message to a person. What a message quotes may come from any file: it must neither break the line, nor command
/// the terminal, nor fill the screen.
/// </summary>
public static class MessageText
{
    private const int Longest = 1000, LongestQuote = 120;

    // The end of a message says what to do.
    private const int KeptEnd = 300;

    /// <summary>
    /// A whole message: line breaks become spaces, other controls and what is no Unicode become U+FFFD, and the middle of a long one is
    /// left out.
    /// </summary>
    public static string OneLine(string message) =>
        Shown(message.Length <= Longest ? message : $"{message[..(Longest - KeptEnd)]} … {message[^KeptEnd..]}", new Rune(' '));

    /// <summary>A text out of a file, quoted within a message: its beginning, on one line.</summary>
    public static string Quote(string text) => $"'{Beginning(text)}'";

    /// <summary>The same without quotes, for what has its own.</summary>
    public static string Beginning(string text) =>
        Shown(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…", Rune.ReplacementChar);

    private static string Shown(string text, Rune lineBreak)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
        {
            shown.Append(letter.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029 ? lineBreak
                : Rune.IsControl(letter) ? Rune.ReplacementChar : letter);
        }

        return shown.ToString();
    }
}
