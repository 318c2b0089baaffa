using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>
/// libtorch's threads sleep where they wait, unless the person wants them to spin. libgomp itself says what it read when it was loaded.
/// </summary>
public sealed class WaitPolicyTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(null, "'0'")]
    [InlineData("PASSIVE", "'0'")]
    [InlineData("ACTIVE", "'30000000000'")]
    public void ThreadsSpinOnlyWhereThePersonWantsThemTo(string? set, string turns)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libgomp");
        var model = Path.Combine(Checkout.Root, "padir", "checkpoints", "controlled-ar");
        var (code, output, error) = _cli.Run($"translate -m \"{model}\"", "\n", ("OMP_DISPLAY_ENV", "VERBOSE"), ("OMP_WAIT_POLICY", set));
        Assert.Equal((ExitCode.Success, "\n"), (code, output));
        Assert.Contains($"GOMP_SPINCOUNT = {turns}", error, StringComparison.Ordinal);
    }
}
