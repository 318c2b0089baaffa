using Gmlm.Padir.Messages;

namespace Gmlm.Padir.Weights;

/// <summary>Checks that the tensors cover the data exactly: each begins where the previous one ends.</summary>
internal static class SafetensorsTiling
{
    public static (IReadOnlyList<WeightEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Check(
        (List<WeightEntry> Entries, Dictionary<string, string> Metadata) header, long dataLength)
    {
        // Sorting by the end as well places an empty tensor before the tensor that begins at the same byte.
        var ordered = header.Entries.OrderBy(entry => entry.Begin)
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
            ? (ordered, header.Metadata)
            : throw new SafetensorsException(FormattableString.Invariant($"the last {dataLength - reached} bytes belong to no tensor"));
    }
}
