using System.Text;

namespace Gmlm.Attack.Inputs;

/// <summary>Mutates text with one sentence per line: line ends, tabs, byte-order marks, invalid Unicode, and endless lines.</summary>
internal static class TextMutations
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n", "\r", "\r\n", "\r\r\n", "\t", "\0", "\uFEFF", "\u2028", "\u0085", " ", "\u00A0", "é", "e\u0301", "😀",
        }.Select(Encoding.UTF8.GetBytes),
        [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x80], [0xFF, 0xFE],
    ];

    /// <summary>Half of the mutations change bytes; the other half insert a piece of text, once or very often.</summary>
    public static byte[] Of(Random random, byte[] valid, byte[] other)
    {
        if (random.Next(2) == 0)
        {
            return ByteMutations.Of(random, valid, other);
        }

        var bytes = new List<byte>(valid);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var piece = random.Next(30) == 0 ? Encoding.UTF8.GetBytes(new string('x', 1 << random.Next(8, 21))) : Pieces[
                random.Next(Pieces.Length)];
            var count = piece.Length > 4 || random.Next(20) > 0 ? 1 : random.Next(1, 20_000);
            bytes.InsertRange(random.Next(bytes.Count + 1), Enumerable.Repeat(piece, count).SelectMany(each => each).ToArray());
        }

        return [.. bytes];
    }
}
