using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Weights;

/// <summary>Checks that the tensors cover the data exactly: each begins where the previous one ends.</summary>
internal static class SafetensorsTiling
{
    /// <summary>Returns the entries in the order of their data.</summary>
    /// <exception cref="SafetensorsException">The data of two tensors overlaps, or some bytes belong to no tensor.</exception>
    public static IReadOnlyList<WeightEntry> Check(IReadOnlyList<WeightEntry> entries, long dataLength)
    {
        // Sorting by the end as well places an empty tensor before the tensor that begins at the same byte.
        var ordered = entries.OrderBy(entry => entry.Begin)
            .ThenBy(entry => entry.End)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ToList();
        var reached = 0L;
        var before = "";
        foreach (var entry in ordered)
        {
            if (entry.Begin < reached)
            {
                throw SafetensorsException.Of(
                    entry.Name,
                    FormattableString.Invariant(
                        $"its data begins at byte {entry.Begin}, inside of tensor {MessageText.Quote(before)}, which ends at {reached}"));
            }

            if (entry.Begin > reached)
            {
                throw SafetensorsException.Of(
                    entry.Name, FormattableString.Invariant($"the bytes {reached} to {entry.Begin} before it belong to no tensor"));
            }

            (reached, before) = (entry.End, entry.Name);
        }

        return reached == dataLength
            ? ordered
            : throw new SafetensorsException(FormattableString.Invariant($"the last {dataLength - reached} bytes belong to no tensor"));
    }
}
