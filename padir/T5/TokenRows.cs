using static TorchSharp.torch;

namespace Gmlm.Padir.T5;

/// <summary>Converts rows of token ids to tensors.</summary>
public static class TokenRows
{
    /// <summary>Returns an int64 tensor (rows, longest); shorter rows are filled up with padding.</summary>
    /// <exception cref="ArgumentException">There is no row or no token, or an id is not in the vocabulary.</exception>
    public static Tensor ToTensor(IReadOnlyList<IReadOnlyList<int>> rows, T5Config config, Device? device = null)
    {
        var length = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        if (length == 0)
        {
            throw new ArgumentException("there are no tokens", nameof(rows));
        }

        var ids = new long[rows.Count * length];
        Array.Fill(ids, config.PadId);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows[row].Count; i++)
            {
                var id = rows[row][i];
                ids[(row * length) + i] = id >= 0 && id < config.VocabularySize
                    ? id
                    : throw new ArgumentException(
                        FormattableString.Invariant(
                            $"row {row}, position {i}: id {id} is not in the vocabulary (0 to {config.VocabularySize - 1})"),
                        nameof(rows));
            }
        }

        return tensor(ids, [rows.Count, length], device: device);
    }
}
