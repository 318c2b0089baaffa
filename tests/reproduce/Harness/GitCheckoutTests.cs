using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Tests.Commands;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>The provenance names the commit, or the reason why the commit is unknown.</summary>
public sealed class GitCheckoutTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData(null, "^[0-9a-f]{40}$")]
    [InlineData("GIT_TEST_ASSUME_DIFFERENT_OWNER", "^unknown: the checkout is another user's, and git refuses it until safe\\.directory")]
    public void NamesTheCommitOrTheReason(string? variable, string expected)
    {
        const string commit = "-c user.name=a -c user.email=a@example.org commit -q --allow-empty -m first";
        foreach (var arguments in new[] { "init -q", commit })
        {
            Assert.SkipWhen(Executable.TryRun(_cli.Root, "git", arguments.Split(' ')) is null, "git is not there, or cannot commit");
        }

        const string run = "run k-pl --profile smoke";
        var (code, _, error) = variable is null ? _cli.Run(run) : _cli.Run(run, (variable, "1"));
        Assert.True(code == ExitCode.Success, error);
        var store = new ResultStore(_cli.PathOf("reports", "build"), Profile.Smoke, Run.DefaultSeed);
        Assert.Matches(expected, store.LoadProvenance("k-pl")!.Commit);
    }

    [Fact]
    public void WithoutGitItSaysSo() => Assert.Equal(new GitCheckout("unknown: this is no git checkout", false), GitCheckout.Of(_cli.Root));

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef01234567", "0123456789ab")]
    [InlineData("unknown: this is no git checkout", "unknown: this is no git checkout")]
    public void IsPrintedShort(string commit, string shortened) => Assert.Equal(shortened, GitCheckout.Shortened(commit));

    public void Dispose() => _cli.Dispose();
}
