using System.Globalization;

namespace Gmlm.Attack.Kills;

/// <summary>Runs two commands at once in one checkout. Each must succeed or refuse in one line, and all files must be complete.</summary>
internal static class TwoAtOnce
{
    private const int Times = 4; // Runs of each pair; the second command starts a little later each time.
    private const double LongestDelay = 1; // In seconds.

    private static readonly string[] Profile = ["--profile", "smoke"];
    private static readonly string[] Run = ["run", .. Profile, "--force", .. Scenes.Ids];
    private static readonly string[] RunStale = ["run", .. Profile, .. Scenes.Ids];
    private static readonly string[] Verify = ["verify", .. Profile, .. Scenes.Ids];
    private static readonly string[] Train = ["train", "tiny.json"];
    private static readonly string[] Clean = ["clean"];

    private static readonly string[] Reported = ["reports/build/report.pdf", "reports/build/report.json"];

    /// <summary>The command that accepts the results.</summary>
    public static IReadOnlyList<string> Accept { get; } = ["accept", .. Profile, .. Scenes.Ids, "--reason", "as they are"];

    /// <summary>The command that makes the report.</summary>
    public static IReadOnlyList<string> Report { get; } = ["report", .. Profile];

    /// <summary>The attempts: every pair, several times.</summary>
    public static IEnumerable<Attempt> Attempts(Scenes scenes)
    {
        (IReadOnlyList<string> One, IReadOnlyList<string> Other)[] pairs =
        [
            (Run, Run), (Run, Report), (Run, Verify), (Run, Accept), (Report, Report), (Report, Verify), (Report, Accept), (Verify, Verify),
            (Verify, Accept), (Accept, Accept), (Train, Train), (Train, Run), (Train, Report), (Clean, Run), (Clean, Report), (Clean, Clean),
        ];
        foreach (var (one, other) in pairs)
        {
            for (var i = 0; i < Times; i++)
            {
                var row = $"{one[0]} beside {other[0]}";
                var delay = i == 0 ? 0 : LongestDelay * SeededShare.Of($"{row} {i}");
                var key = string.Create(CultureInfo.InvariantCulture, $"{row}, {delay:F3} s later");
                yield return new Attempt(row, key, cancellation => Try(scenes, one, other, TimeSpan.FromSeconds(delay), cancellation));
            }
        }
    }

    private static string? Try(
        Scenes scenes, IReadOnlyList<string> one, IReadOnlyList<string> other, TimeSpan delay, CancellationToken cancellation)
    {
        using var checkout = scenes.Desk().Copy();
        var before = Outputs.Of(checkout);
        var expected = new SortedDictionary<string, string>(before, StringComparer.Ordinal);
        bool Has(IReadOnlyList<string> command) => one == command || other == command;
        if (Has(Train))
        {
            foreach (var (file, sum) in scenes.Of("train").After)
            {
                expected[file] = sum;
            }
        }

        using var first = ProductProcess.Start(checkout, one);
        cancellation.WaitHandle.WaitOne(delay);
        using var second = ProductProcess.Start(checkout, other);
        var broke = Broke(one, first.End(cancellation)) ?? Broke(other, second.End(cancellation));
        if (broke is not null)
        {
            return broke;
        }

        // A forced run records its new duration, and a report that runs at the same time may show it.
        var now = Outputs.Of(checkout);
        var mayVary = Has(Run) || Has(Clean) ? Reported : [];
        var half = now.Keys.Except(mayVary).FirstOrDefault(file => now[file] != expected.GetValueOrDefault(file));
        var lost = before.Keys.FirstOrDefault(file => !now.ContainsKey(file));
        return half is not null ? $"{half} is not the one of an undisturbed run"
            : lost is not null && !Has(Clean) ? $"{lost} is lost"
            : Settled(checkout, Has(Train) ? [RunStale, Train] : [RunStale], expected, cancellation);
    }

    private static string? Broke(IReadOnlyList<string> command, ProductEnd end) =>
        end.ExitCode == 0 || FullDisk.Refused(end) is not { } broke ? null : $"{command[0]}: {broke}";

    private static string? Settled(
        TemporaryCheckout checkout, string[][] commands, IReadOnlyDictionary<string, string> expected, CancellationToken cancellation)
    {
        foreach (var command in commands)
        {
            var end = ProductProcess.Run(checkout, command, cancellation);
            if (end.ExitCode != 0)
            {
                return $"{command[0]} behind both: {end.Words}";
            }
        }

        static bool IsComputed(string file) => !file.StartsWith("reports/build/report.", StringComparison.Ordinal)
            && !file.StartsWith("reports/build/figures", StringComparison.Ordinal);
        var now = Outputs.Of(checkout).Where(file => IsComputed(file.Key)).ToDictionary();
        return Scene.Difference(expected.Where(file => IsComputed(file.Key)).ToDictionary(), now) ?? Scene.LeftBeside(checkout);
    }
}
