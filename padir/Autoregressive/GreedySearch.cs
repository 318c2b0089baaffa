using Gmlm.Padir.T5;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// The likeliest token at each position, until that is the end. Finished sequences leave the batch, an eighth of it at a time: to take rows
/// out, what is kept of the others is copied, which for a single one costs more than its company does.
/// </summary>
internal static class GreedySearch
{
    private const int Share = 8;

    /// <summary>One target for each row of the model, of at most so many words.</summary>
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

    /// <summary>One step: the likeliest tokens take the place of those before them.</summary>
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
