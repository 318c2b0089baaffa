namespace Gmlm.Attack.Inputs;

/// <summary>
/// Small SentencePiece models, cut from one of the product's: the first pieces, with and without the table that normalises text. A model is
/// a protobuf message. Its field 1 is a piece, field 2 the training settings, and field 3 the normalisation, whose field 2 is the table.
/// </summary>
internal static class SentencePieceSeeds
{
    private const int Piece = 1, Normalizer = 3, Table = 2;

    /// <summary>The models.</summary>
    public static byte[][] From(byte[] model) => [
        Cut(model, 60, keepsTable: false), Cut(model, 400, keepsTable: false), Cut(model, 60, keepsTable: true)];

    private static byte[] Cut(byte[] model, int pieces, bool keepsTable)
    {
        var kept = new List<byte>();
        var seen = 0;
        foreach (var (number, whole, content) in Fields(model))
        {
            if (number != Piece || seen++ < pieces)
            {
                kept.AddRange(number == Normalizer && !keepsTable ? WithoutTable(content) : whole);
            }
        }

        return [.. kept];
    }

    private static IEnumerable<byte> WithoutTable(byte[] normalizer)
    {
        byte[] rest = [.. Fields(normalizer).Where(field => field.Number != Table).SelectMany(field => field.Whole)];
        return [(Normalizer << 3) | 2, .. Varint(rest.Length), .. rest];
    }

    private static IEnumerable<(int Number, byte[] Whole, byte[] Content)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var start = at;
            var key = Read(message, ref at);
            var content = at;
            switch (key & 7)
            {
                case 0:
                    Read(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Read(message, ref at);
                    content = at;
                    at += length;
                    break;
                default:
                    at += 4;
                    break;
            }

            yield return ((int)(key >> 3), message[start..at], message[content..at]);
        }
    }

    private static ulong Read(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7F) << shift;
            if (message[at++] < 0x80)
            {
                return value;
            }
        }
    }

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
