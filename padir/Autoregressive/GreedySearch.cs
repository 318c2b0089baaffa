using Gmlm.Padir.T5;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// Writes the likeliest token at each position until it is the end token. Finished sequences leave the batch when they make up an eighth of
/// it: removing rows copies the remaining ones, and removing one finished row costs more than computing it until an eighth has finished.
/// </summary>
internal static class GreedySearch
{
    private const int Share = 8;

    /// <summary>Returns one target for each row of the model. <paramref name="longest"/> limits the words of each.</summary>
    public static IReadOnlyList<DecodedTarget> Decode(IStepModel model, IReadOnlyList<int> longest, T5Config config)
    {
        var rows = longest.Count;
        var words = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        var finished = new bool[rows];
        int[] batch = [.. Enumerable.Range(0, rows)]; // The sequence of each row.
        long[] ids = [.. Enumerable.Repeat((long)config.StartId, rows)];
        for (var step = 0; batch.Length > 0; step++)
        {
            Read(model, ids);
            for (var row = 0; row < batch.Length; row++)
            {
                var sequence = batch[row];
                finished[sequence] |= step <= longest[sequence] && ids[row] == config.EosId;
                if (!finished[sequence] && step < longest[sequence])
                {
                    words[sequence].Add((int)ids[row]);
                }
            }

            var done = step;
            int[] going = [.. Enumerable.Range(0, batch.Length).Where(row => !finished[batch[row]] && done < longest[batch[row]])];
            if (going.Length > 0 && (batch.Length - going.Length) * Share >= batch.Length)
            {
                long[] kept = [.. going.Select(row => (long)row)];
                model.Select(kept, kept);
                ids = [.. going.Select(row => ids[row])];
            }
            else if (going.Length > 0)
            {
                continue;
            }

            batch = [.. going.Select(row => batch[row])];
        }

        return [.. words.Select((target, i) => new DecodedTarget(target, finished[i], double.NaN, double.NaN))];
    }

    /// <summary>Makes one step: replaces each row's last token in <paramref name="ids"/> by the likeliest next one.</summary>
    internal static void Read(IStepModel model, long[] ids)
    {
        using var logits = model.Next(ids);
        using var host = new HostLogits(logits);
        for (var row = 0; row < ids.Length; row++)
        {
            ids[row] = host.Likeliest(row);
        }
    }
}
