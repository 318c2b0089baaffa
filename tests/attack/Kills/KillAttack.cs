using System.Globalization;
using Gmlm.Attack.MadeUp;

namespace Gmlm.Attack.Kills;

/// <summary>
/// Disturbs commands that write files: kills them at seeded moments, fills the disk, or runs two at once in one checkout. Run again, the
/// same command must leave the same bytes as an undisturbed run.
/// </summary>
internal sealed class KillAttack : IAttack
{
    private const int QuickKills = 6;

    /// <inheritdoc/>
    public string Name => "kills";

    /// <inheritdoc/>
    public string Description => "SIGKILL, SIGINT, SIGTERM, a full disk and a second command beside; the bytes must be the same in the end";

    /// <inheritdoc/>
    public TimeSpan QuickTime => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public AttackOutcome Run(AttackContext context, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            context.Say("left out: Windows has no such signals");
            return new AttackOutcome([], []);
        }

        using var quickly = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var scenes = new Scenes(context.Root, quickly.Token);
        var kills = Kill.Draw();
        if (Cli.IsInterruptIgnored)
        {
            context.Say("SIGINT is left out: it is ignored by this process, and so by all that it starts; start it in the foreground");
            kills = [.. kills.Where(kill => kill.Signal != Signal.Interrupt)];
        }

        if (MachineLoad.IsBusy)
        {
            context.Say("the machine is busy: whether a command stops within two seconds is judged only where it is not");
        }

        Attempt[] all = [.. kills.Select(kill => kill.Attempt(scenes)), .. FullDisk.Attempts(scenes), .. TwoAtOnce.Attempts(scenes)];
        Attempt[] chosen = context.Quick ? [.. Spread(all[..kills.Count], QuickKills)] : [.. Spread(all, context.Sample ?? all.Length)];
        var series = new AttemptSeries(chosen, context.Say);
        var sum = SourceSum.Of(context.Root, "theory", "padir", "reproduce", "tests/attack/Kills");
        var path = Path.Combine(context.Scratch(Name), $"outcomes-{sum}.jsonl");
        try
        {
            if (context.Quick)
            {
                quickly.CancelAfter(QuickTime);
            }

            series.Run(context.Quick ? null : new FinishedLines<AttemptOutcome>(path), quickly.Token);
        }
        catch (OperationCanceledException) when (context.Quick && !cancellation.IsCancellationRequested)
        {
            context.Say(string.Create(
                CultureInfo.InvariantCulture, $"the quick part's {QuickTime.TotalSeconds:F0} s are over; the other attempts are left out"));
        }

        return series.Outcome();
    }

    private static IEnumerable<Attempt> Spread(Attempt[] all, int most) =>
        Enumerable.Range(0, Math.Min(most, all.Length)).Select(i => all[(int)((long)i * all.Length / Math.Min(most, all.Length))]);
}
