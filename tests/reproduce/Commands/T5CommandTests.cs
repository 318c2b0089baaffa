using System.Text.Json;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary><c>t5</c> from end to end: logits equal to the reference's, and one clear line for every error.</summary>
public sealed class T5CommandTests : IDisposable
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "t5-v1.1-tiny");

    private readonly Cli _cli = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Prints_the_logits_of_the_reference(bool parallel)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Model, "expected.json")));
        var part = parallel ? expected.RootElement.GetProperty("parallel") : expected.RootElement;
        Write("{\"input_ids\":" + expected.RootElement.GetProperty("input_ids") + ",\"decoder_input_ids\":" + part.GetProperty("decoder_input_ids") + "}");
        var (code, output, error) = _cli.Run($"t5 --model \"{Model}\" --input input.json{(parallel ? " --parallel" : "")}");

        Assert.Equal((ExitCode.Success, ""), (code, error));
        using var printed = JsonDocument.Parse(output);
        var logits = printed.RootElement.GetProperty("logits");
        Assert.Equal((2, 7, 96), (logits.GetArrayLength(), logits[0].GetArrayLength(), logits[0][0].GetArrayLength()));
        for (var row = 0; row < 2; row++)
        {
            for (var position = 0; position < (parallel && row == 1 ? 5 : 7); position++) // Row 1 of the parallel case is padded from position 5 on.
            {
                Assert.All(Enumerable.Range(0, 96), id => Assert.Equal(part.GetProperty("logits")[row][position][id].GetDouble(), logits[row][position][id].GetDouble(), 1e-4));
            }
        }
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("{\"\\ud800\":1,\"input_ids\":1}", "")]
    [InlineData("[]", "exactly input_ids and decoder_input_ids")]
    [InlineData("{\"input_ids\":[[1]]}", "exactly input_ids and decoder_input_ids")]
    [InlineData("{\"input_ids\":[[1]],\"input_ids\":[[1]]}", "exactly input_ids and decoder_input_ids")]
    [InlineData("{\"input_ids\":[[1]],\"decoder_input_ids\":[[0]],\"x\":1}", "exactly input_ids and decoder_input_ids")]
    [InlineData("{\"input_ids\":[],\"decoder_input_ids\":[[0]]}", "input_ids must be a list of one row or more")]
    [InlineData("{\"input_ids\":[1],\"decoder_input_ids\":[[0]]}", "input_ids, row 0 must be a list")]
    [InlineData("{\"input_ids\":[[]],\"decoder_input_ids\":[[0]]}", "input_ids, row 0 must be a list of one id or more")]
    [InlineData("{\"input_ids\":[[1]],\"decoder_input_ids\":[[0],[0]]}", "input_ids has 1 rows, decoder_input_ids has 2")]
    [InlineData("{\"input_ids\":[[1,2],[3]],\"decoder_input_ids\":[[0],[0]]}", "input_ids, row 1 has 1 ids, row 0 has 2")]
    [InlineData("{\"input_ids\":[[1,96]],\"decoder_input_ids\":[[0]]}", "input_ids, row 0, position 1: 96 is not an id of the vocabulary (0 to 95)")]
    [InlineData("{\"input_ids\":[[1]],\"decoder_input_ids\":[[-1]]}", "decoder_input_ids, row 0, position 0: -1 is not an id")]
    [InlineData("{\"input_ids\":[[1.5]],\"decoder_input_ids\":[[0]]}", "1.5 is not an id")]
    [InlineData("{\"input_ids\":[[\"1\"]],\"decoder_input_ids\":[[0]]}", "\"1\" is not an id")]
    public void Wrong_input_is_one_clear_line(string json, string says)
    {
        Write(json);
        Refused(Model, ExitCode.Usage, says);
    }

    [Fact]
    public void A_row_too_long_is_one_clear_line()
    {
        Write("{\"input_ids\":[[" + string.Join(',', Enumerable.Repeat(5, 4097)) + "]],\"decoder_input_ids\":[[0]]}");
        Refused(Model, ExitCode.Usage, "input_ids, row 0 has 4097 ids; 4096 are the most");
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Refused(Model, ExitCode.Missing, "input.json");
        Write("{\"input_ids\":[[1]],\"decoder_input_ids\":[[0]]}");
        Refused("nowhere", ExitCode.Missing, "config.json");
        Directory.CreateDirectory(_cli.PathOf("half"));
        File.Copy(Path.Combine(Model, "config.json"), _cli.PathOf("half", "config.json"));
        Refused("half", ExitCode.Missing, "model.safetensors");
    }

    [Fact]
    public void Options_are_required()
    {
        var (code, _, error) = _cli.Run("t5");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("--model", error);
    }

    public void Dispose() => _cli.Dispose();

    private void Write(string json) => File.WriteAllText(_cli.PathOf("input.json"), json);

    private void Refused(string model, int exitCode, string says)
    {
        var (code, output, error) = _cli.Run($"t5 --model \"{model}\" --input input.json");
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(says, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
