using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>The verbs that other programs read: with --json, standard output is one JSON value and nothing else.</summary>
public sealed class JsonTests : IDisposable
{
    private const string Ids = "mle-limit k-pl";
    private readonly Cli _cli = new Cli().Commit();

    [Fact]
    public void FromFirstRunToTheGate()
    {
        Assert.All(Json($"status --json --profile smoke {Ids}").EnumerateArray(), status =>
            Assert.Equal("never run", status.GetProperty("state").GetString()));
        Assert.Equal(0, _cli.Run($"run --profile smoke {Ids}").ExitCode);
        Assert.All(Json($"status --json --profile smoke {Ids}").EnumerateArray(), status =>
            Assert.Equal(("fresh", 0), (status.GetProperty("state").GetString(), status.GetProperty("reasons").GetArrayLength())));

        var claim = Json("list --json --profile smoke").EnumerateArray().Single(entry => entry.GetProperty("claim").GetString() == "mle-limit");
        Assert.Equal("holds", claim.GetProperty("verdict").GetString());
        Assert.True(claim.GetProperty("seconds").GetDouble() > 0);

        var (code, output, _) = _cli.Run($"verify --json --profile smoke {Ids}");
        Assert.Equal(ExitCode.Moved, code); // There are no snapshots yet.
        var report = JsonDocument.Parse(output).RootElement;
        Assert.False(report.GetProperty("passed").GetBoolean());
        Assert.NotEmpty(report.GetProperty("moved").EnumerateArray());
        Assert.Equal(0, _cli.Run($"accept --profile smoke {Ids} --reason \"first results\"").ExitCode);
        report = Json($"verify --json --profile smoke {Ids}");
        Assert.True(report.GetProperty("passed").GetBoolean());
        Assert.Equal(2, report.GetProperty("decided").GetInt32());
        Assert.Empty(Json($"diff --json --profile smoke {Ids}").EnumerateArray());
    }

    [Fact]
    public void AMissingInputIsListed()
    {
        var claim = Json("list --json --profile smoke").EnumerateArray().First(entry => entry.GetProperty("needs").GetArrayLength() > 0);
        Assert.NotEmpty(claim.GetProperty("missing").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, claim.GetProperty("seconds").ValueKind);
    }

    [Fact]
    public void TheDoctorSaysWhatIsWell()
    {
        var findings = JsonDocument.Parse(_cli.Run("doctor --json").Output).RootElement.EnumerateArray().ToArray();
        Assert.Contains(findings, finding => finding.GetProperty("what").GetString() == ".NET" && finding.GetProperty("well").GetBoolean());
    }

    public void Dispose() => _cli.Dispose();

    private JsonElement Json(string arguments)
    {
        var (code, output, error) = _cli.Run(arguments);
        Assert.Equal((0, ""), (code, error));
        return JsonDocument.Parse(output).RootElement;
    }
}
