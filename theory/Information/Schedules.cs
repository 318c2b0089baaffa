namespace Gmlm.Theory.Information;

/// <summary>Schedules: how many of N positions each of S steps decodes.</summary>
public static class Schedules
{
    /// <summary>Sizes as equal as they can be: step t ends with ⌊t N/S⌋ positions decoded.</summary>
    public static int[] Linear(int length, int steps) =>
        [.. Enumerable.Range(1, steps).Select(t => (t * length / steps) - ((t - 1) * length / steps))];

    /// <summary>Few positions first: ⌊N cos(π/2 · t/S)⌋ are left after step t.</summary>
    public static int[] Cosine(int length, int steps)
    {
        // Rounded, as the cosine of 60° comes out just above or below ½.
        int Left(int t) => (int)(length * Math.Round(Math.Cos(Math.PI / 2 * t / steps), 12));
        return [.. Enumerable.Range(1, steps).Select(t => Left(t - 1) - Left(t))];
    }

    /// <summary>All schedules of N positions, in any number of steps.</summary>
    public static IEnumerable<int[]> All(int length)
    {
        // A bit says whether a step ends behind a position.
        for (var ends = 0; ends < 1 << (length - 1); ends++)
        {
            var sizes = new List<int> { 1 };
            for (var i = 0; i < length - 1; i++)
            {
                if ((ends >> i & 1) != 0)
                {
                    sizes.Add(1);
                }
                else
                {
                    sizes[^1]++;
                }
            }

            yield return [.. sizes];
        }
    }

    /// <summary>
    /// The largest rise of a schedule that begins with 1 and never falls, each rise over the positions decoded since the last one; null for
    /// other schedules.
    /// </summary>
    public static double? Steepness(IReadOnlyList<int> sizes)
    {
        if (sizes[0] != 1)
        {
            return null;
        }

        var (steepest, since) = (0.0, 1);
        for (var t = 1; t < sizes.Count; t++)
        {
            var rise = sizes[t] - sizes[t - 1];
            if (rise < 0)
            {
                return null;
            }

            if (rise > 0)
            {
                (steepest, since) = (Math.Max(steepest, (double)rise / since), 0);
            }

            since += sizes[t];
        }

        return steepest;
    }
}
