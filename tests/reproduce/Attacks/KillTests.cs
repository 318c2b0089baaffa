using Gmlm.Attack;
using Gmlm.Attack.Kills;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class KillTests
{
    private static readonly Dictionary<string, string> Before = new() { ["kept"] = "1", ["changed"] = "1" };
    private static readonly Dictionary<string, string> After = new() { ["kept"] = "1", ["changed"] = "2", ["new"] = "3" };

    public static TheoryData<string, string?> Left => new()
    {
        { "kept=1 changed=1", null },
        { "kept=1 changed=2", null },
        { "kept=1 changed=1 new=3", null },
        { "kept=1 changed=1 new=4", "new is neither the one before nor the one after" },
        { "kept=1 changed=3", "changed is neither the one before nor the one after" },
        { "changed=2 new=3", "kept is lost" },
    };

    [Fact]
    public void Every_verb_meets_every_signal_from_the_beginning_to_the_end()
    {
        var kills = Kill.Draw();
        Assert.Equal(300, kills.Count);
        Assert.Equal(kills, Kill.Draw());
        Assert.Equal(kills.Count, kills.Distinct().Count());
        Assert.Equal(Scenes.Verbs, kills.Select(kill => kill.Verb).Distinct());
        foreach (var verb in kills.GroupBy(kill => kill.Verb))
        {
            Assert.Equal(3, verb.Select(kill => kill.Signal).Distinct().Count());
            Assert.Equal(verb.Key != Scenes.Translate, verb.Any(kill => kill.AtChange));
            Assert.InRange(verb.Min(kill => kill.Share), 0, 0.05);
            Assert.InRange(verb.Max(kill => kill.Share), 1, 1.05);
        }
    }

    [Theory]
    [MemberData(nameof(Left))]
    public void A_file_is_the_one_before_or_the_one_after(string left, string? said) =>
        Assert.Equal(said, Scene.NotWhole(Before, After, left.Split(' ').ToDictionary(file => file.Split('=')[0], file => file.Split('=')[1])));

    [Theory]
    [InlineData(3, "cannot write x: No space left\n", true)]
    [InlineData(0, "cannot write x: No space left\n", false)]
    [InlineData(3, "", false)]
    [InlineData(3, "one\ntwo\n", false)]
    [InlineData(1, "unexpected IOException: No space left\n", false)]
    [InlineData(153, "File size limit exceeded\n", false)]
    public void A_refusal_is_one_clear_line(int exitCode, string error, bool isOne) =>
        Assert.Equal(isOne, FullDisk.Refused(new ProductEnd(exitCode, "", error)) is null);

    /// <summary>Limits the size of results, of training states, and of the list of written files.</summary>
    [Theory]
    [InlineData("run --profile smoke --force k-pl weighted-pl")]
    [InlineData("train tiny.json")]
    public void A_file_that_may_not_grow_is_refused_in_one_line(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit");
        using var checkout = new TemporaryCheckout(Path.GetTempPath());
        File.WriteAllText(checkout.PathOf("tiny.json"), TinyRecipe.Of("tiny", Padir.T5.DecoderMode.Causal).Format());
        var end = FullDisk.Limited(checkout, command.Split(' '), 1, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, end.ExitCode);
        Assert.Null(FullDisk.Refused(end));
        Assert.Empty(Outputs.Unfinished(checkout));
    }

    [Fact]
    public void Outputs_are_compared_by_what_is_the_same_in_every_run()
    {
        using var checkout = new TemporaryCheckout(Path.GetTempPath());
        void Write(string file, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(checkout.PathOf(file))!);
            File.WriteAllText(checkout.PathOf(file), text);
        }

        Write("padir/checkpoints/a/manifest.json", "{\n  \"steps\": 1,\n  \"seconds\": 3\n}");
        Write("reports/snapshots/smoke/a.verified.json", "{\n  \"acceptances\": [\n    {\"version\": \"1\"}\n  ],\n  \"seed\": 1\n}");
        Write("reports/build/results/smoke/a.provenance.json", "1");
        Write("reports/build/report.pdf", "1");
        Write("reports/build/results/smoke/a.json.17.tmp", "");
        var first = Outputs.Of(checkout);
        Assert.Equal(["padir/checkpoints/a/manifest.json", "reports/build/report.pdf", "reports/snapshots/smoke/a.verified.json"], first.Keys);
        Assert.Equal("reports/build/results/smoke/a.json.17.tmp", Assert.Single(Outputs.Unfinished(checkout)));

        Write("padir/checkpoints/a/manifest.json", "{\n  \"steps\": 1,\n  \"seconds\": 4\n}");
        Write("reports/snapshots/smoke/a.verified.json", "{\n  \"acceptances\": [\n    {\"version\": \"2\"}\n  ],\n  \"seed\": 1\n}");
        Assert.Null(Scene.Difference(first, Outputs.Of(checkout)));
        Write("padir/checkpoints/a/manifest.json", "{\n  \"steps\": 2,\n  \"seconds\": 3\n}");
        Assert.Equal("padir/checkpoints/a/manifest.json is another in the end", Scene.Difference(first, Outputs.Of(checkout)));
        File.Delete(checkout.PathOf("reports/build/report.pdf"));
        Write("padir/checkpoints/a/manifest.json", "{\n  \"steps\": 1,\n  \"seconds\": 3\n}");
        Assert.Equal("reports/build/report.pdf is missing in the end", Scene.Difference(first, Outputs.Of(checkout)));
    }

    [Fact]
    public void A_copy_has_the_same_files_and_links()
    {
        using var checkout = new TemporaryCheckout(Path.GetTempPath(), "an odd 'name");
        File.WriteAllText(checkout.PathOf("reports", "a"), "1");
        using var copy = checkout.Copy();
        Assert.Equal("1", File.ReadAllText(copy.PathOf("reports", "a")));
        Assert.Equal(Path.Combine(Path.GetTempPath(), "reports", "template"), new DirectoryInfo(copy.PathOf("reports", "template")).LinkTarget);
        Assert.Equal("an odd 'name", Path.GetFileName(copy.Root));
    }
}
