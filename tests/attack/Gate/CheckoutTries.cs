using Gmlm.Attack.MadeUp;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Snapshots;

namespace Gmlm.Attack.Gate;

/// <summary>
/// Attempts through the command line, in tampered checkouts. Each attempt gets its own copy of a checkout with two accepted results. A
/// refusal counts only if the exit code is not 0 and every snapshot is unchanged.
/// </summary>
internal sealed class CheckoutTries : IDisposable
{
    private const string Group = "checkouts, by the command line";
    private const string Accept = "accept --profile smoke figure-3 --reason because";
    private const string Verify = "verify --profile smoke figure-3";

    private readonly Cli _template = new Cli().Commit();
    private readonly string _claim;

    /// <summary>Makes the checkout that the attempts copy.</summary>
    public CheckoutTries()
    {
        _template.Make(); // `accept --all` needs a result of every experiment.
        _claim = Registry.Discover().Select(["figure-3"])[0].Claims[0].Id;
        const string first = "accept --profile smoke figure-3 k-pl --reason \"first results\"";
        if (_template.Run(first, _template.NoCorpora) is { ExitCode: not 0 } refused)
        {
            throw UserError.Missing($"the gate refuses the first results, so that its refusals say nothing: {refused.Error}");
        }
    }

    /// <summary>What the gate says about an untampered copy; empty if it passes.</summary>
    public string Untouched()
    {
        using var cli = Copy();
        return Ask(cli, "verify --profile smoke figure-3 k-pl --require-all") + Ask(cli, Accept);
    }

    /// <summary>The attempts of this class.</summary>
    public IEnumerable<GateTry> All() => [.. Acceptances(), .. Results(), .. Snapshots()];

    /// <inheritdoc/>
    public void Dispose() => _template.Dispose();

    private IEnumerable<GateTry> Acceptances()
    {
        yield return Of(
            "accept: a tracked file edited", "Reproduce.sln differs from the commit", Accept,
            cli => Write(cli, "edited", "Reproduce.sln"));
        yield return Of(
            "accept: code that is not committed", "Extra.cs differs from the commit", Accept,
            cli => Write(cli, "class Extra;", "Extra.cs"));
        yield return Of(
            "accept: a result of a dirty checkout", "tracked files differed", Accept,
            cli => cli.Forge("figure-3", Another, origin => origin with { Dirty = true }));
        yield return Of(
            "accept: a result of no checkout", "outside a git checkout", Accept,
            cli => cli.Forge("figure-3", Another, origin => origin with { Commit = "unknown" }));
        yield return Of("accept: a result of other code", "missing or stale", Accept, cli => cli.Forge("figure-3", Another, OfOtherCode));
        yield return Of(
            "accept: a program built from other sources", "was not built from", Accept,
            cli => Write(cli, "// another", "reproduce", "Program.cs").Commit());
        yield return Of(
            "accept: an infinite number", "is not a finite number", Accept,
            cli => cli.Forge("figure-3", result => Value(result, double.PositiveInfinity)));
        yield return Of(
            "accept: a reason without a word", "say in words", "accept --profile smoke figure-3 --reason …", cli => cli.Forge("figure-3", Another));
        yield return Of("accept: no reason", "--reason", "accept --profile smoke figure-3", cli => cli.Forge("figure-3", Another));
        yield return Of(
            "accept --all: a claim newly violated", "is newly violated", "accept --profile smoke --all --reason because",
            cli => cli.Forge("figure-3", Violated));
        yield return Of(
            "accept: a claim newly violated, its experiment named", "name the claim", Accept.Replace("figure-3", "figure-3 k-pl"),
            cli => cli.Forge("figure-3", Violated, origin => origin));
        foreach (var value in new[] { "true", "1", "false", "0", "" })
        {
            yield return Of($"accept: with CI='{value}'", "not in CI", Accept, cli => cli.Forge("figure-3", Another), ("CI", value));
        }
    }

    private IEnumerable<GateTry> Results()
    {
        yield return Of(
            "verify: a result edited by hand", "missing or stale", Verify, cli => Edit(Result(cli), "\"value\": 1", "\"value\": 1.0001"));
        yield return Of("verify: a result and its sidecar forged", "1 moved", Verify, cli => cli.Forge("figure-3", Another));
        yield return Of(
            "verify: a result without its sidecar", "missing or stale", Verify,
            cli => File.Delete(Result(cli).Replace(".json", ".provenance.json", StringComparison.Ordinal)));
        yield return Of(
            "verify: the result of another experiment", "missing or stale", Verify,
            cli => File.Copy(Result(cli).Replace("figure-3", "k-pl", StringComparison.Ordinal), Result(cli), overwrite: true));
        yield return Of(
            "verify: moved, and the summary cannot be written", "1 moved", Verify,
            cli => Directory.CreateDirectory(Forged(cli).PathOf("reports", "build", "verify.md")));
        yield return Of(
            "verify: moved, and nothing can be received", "1 moved", Verify,
            cli => Directory.CreateDirectory(Result(Forged(cli)).Replace(".json", ".received.json", StringComparison.Ordinal)));
        yield return Of("verify: a claim newly violated", "violated", Verify, cli => cli.Forge("figure-3", Violated));
        yield return Of(
            "verify --require-all: a claim skipped", "1 of them listed in no snapshot", Verify + " --require-all",
            cli => cli.Forge("figure-3", Skipped));
        yield return Of("run: a claim newly violated", "is violated", "run --profile smoke figure-3", cli => cli.Forge("figure-3", Violated));
        yield return Of(
            "diff and verify: another number in a result of two", "1 moved", "verify --profile smoke k-pl figure-3",
            cli => cli.Forge("figure-3", Another));
    }

    private IEnumerable<GateTry> Snapshots()
    {
        yield return Of("verify: the snapshot gone", "1 moved", Verify, cli => File.Delete(SnapshotOf(cli)));
        yield return Of(
            "verify: a snapshot of no experiment", "1 moved", Verify,
            cli => File.Copy(SnapshotOf(cli), SnapshotOf(cli).Replace("figure-3", "gone", StringComparison.Ordinal)));
        yield return Of(
            "verify: the snapshot of another experiment", "is the snapshot of k-pl", Verify,
            cli => File.Copy(SnapshotOf(cli).Replace("figure-3", "k-pl", StringComparison.Ordinal), SnapshotOf(cli), overwrite: true));
        yield return Of(
            "verify: the snapshot of another profile", "in profile full", Verify, cli => Edit(SnapshotOf(cli), "\"smoke\"", "\"full\""));
        yield return Of(
            "verify: a snapshot that is cut short", "is not a snapshot", Verify,
            cli => Write(cli, "{ \"experiment\": ", "reports", "snapshots", "smoke", "figure-3.verified.json"));
        yield return Of("verify: a finding planted by hand", "violated", Verify, cli =>
        {
            cli.Forge("figure-3", Violated);
            var (path, record) = (SnapshotOf(cli), Finding.Of(Accepted.For("it never held")));
            var snapshot = LineJson.Read<Snapshot>(File.ReadAllText(path));
            var verdicts = new Dictionary<string, Verdict>(snapshot.Verdicts) { [_claim] = Verdict.Violated };
            File.WriteAllText(
                path,
                LineJson.Write(snapshot with { Verdicts = verdicts, Findings = new Dictionary<string, Finding> { [_claim] = record } }));
        });
    }

    private GateTry Of(
        string how,
        string says,
        string arguments,
        Action<Cli> tamper,
        params (string Name, string? Value)[] environment) => new(Group, how, says, () =>
    {
        using var cli = Copy();
        tamper(cli);
        return Ask(cli, arguments, environment);
    });

    private static string Ask(Cli cli, string arguments, params (string Name, string? Value)[] environment)
    {
        var before = Texts(cli);
        var (code, output, error) = cli.Run(arguments, [cli.NoCorpora, .. environment]);
        return code == ExitCode.Success ? ""
            : Texts(cli) == before ? $"exit {code}: {error}{output}"
            : $"refused with exit {code}, and a snapshot changed";
    }

    private static string Texts(Cli cli)
    {
        var files = Directory.GetFiles(cli.PathOf("reports", "snapshots"), "*", SearchOption.AllDirectories);
        return string.Concat(files.Order(StringComparer.Ordinal).Select(File.ReadAllText));
    }

    private Cli Copy()
    {
        var cli = new Cli();
        foreach (var file in Directory.GetFiles(_template.Root, "*", SearchOption.AllDirectories))
        {
            var path = cli.PathOf(Path.GetRelativePath(_template.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(file, path, overwrite: true);
        }

        // git needs all of its folders, and some of them are empty.
        foreach (var folder in Directory.GetDirectories(_template.Root, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(cli.PathOf(Path.GetRelativePath(_template.Root, folder)));
        }

        return cli;
    }

    private static string Result(Cli cli) => cli.PathOf("reports", "build", "results", "smoke", "figure-3.json");

    private static string SnapshotOf(Cli cli) => cli.PathOf("reports", "snapshots", "smoke", "figure-3.verified.json");

    private static Cli Forged(Cli cli)
    {
        cli.Forge("figure-3", Another);
        return cli;
    }

    private static Cli Write(Cli cli, string text, params string[] parts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(cli.PathOf(parts))!);
        File.WriteAllText(cli.PathOf(parts), text);
        return cli;
    }

    private static void Edit(string path, string old, string now)
    {
        var text = File.ReadAllText(path);
        var edited = text.Replace(old, now, StringComparison.Ordinal);
        File.WriteAllText(path, edited != text ? edited : throw new InvalidOperationException($"{path} has no {old}"));
    }

    private static ExperimentResult Another(ExperimentResult result) => Value(result, 2);

    private static ExperimentResult Value(ExperimentResult result, double value) =>
        result with { Metrics = [result.Metrics[0] with { Value = value }] };

    private ExperimentResult Violated(ExperimentResult result) => Saying(result, Verdict.Violated);

    private ExperimentResult Skipped(ExperimentResult result) => Saying(result, Verdict.Skipped);

    private ExperimentResult Saying(ExperimentResult result, Verdict verdict) =>
        result with { Verdicts = [StubExperiment.Says(_claim, verdict), .. result.Verdicts.Skip(1)] };

    private static Provenance OfOtherCode(Provenance origin)
    {
        origin.Dependencies.Code[origin.Dependencies.Code.Keys.First()] = "0123456789abcdef";
        return origin;
    }
}
