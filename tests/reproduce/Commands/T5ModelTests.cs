using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary><c>t5</c> on model folders that are wrong, damaged or hostile reports one clear line.</summary>
public sealed class T5ModelTests : IDisposable
{
    private static readonly string Model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "t5-v1.1-tiny");

    private readonly Cli _cli = new();

    public T5ModelTests() => File.WriteAllText(_cli.PathOf("input.json"), "{\"input_ids\":[[1]],\"decoder_input_ids\":[[0]]}");

    // The tensor is the second of the file: 32 × 32 numbers of 4 bytes, like the first.
    [Theory]
    [InlineData("dtype", "\"F8_E4M3\"", "is not one of F32, F16, BF16")]
    [InlineData("shape", "[4611686018427387904,4611686018427387904]", "does not take the 4096 bytes")]
    [InlineData("data_offsets", "[-8,4088]", "'-8' in data_offsets")]
    [InlineData("data_offsets", "[0,4096]", "inside of tensor")]
    [InlineData("data_offsets", "[4611686018427387904,4611686018427392000]", "bytes of data")]
    public void A_hostile_weights_file_is_one_clear_line(string key, string value, string says) => RefusedWeights(says, bytes =>
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!;
        var second = header.AsObject().First(entry => entry.Value!["data_offsets"]![0]!.GetValue<long>() == 4096).Value!;
        second[key] = JsonNode.Parse(value);
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return [.. prefix, .. json, .. bytes.AsSpan(8 + length)];
    });

    [Theory]
    [InlineData(long.MaxValue, "the header should have 9223372036854775807 bytes")]
    [InlineData(-1, "the header should have 18446744073709551615 bytes")]
    [InlineData(1 << 20, "the header should have 1048576 bytes, but the file has ")]
    public void A_header_beyond_the_file_is_one_clear_line(long length, string says) => RefusedWeights(says, bytes =>
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    });

    [Theory]
    [InlineData("d_model", 64, "has shape [32, 32]; the configuration asks for [32, 64]")]
    [InlineData("vocab_size", 1000, "the configuration asks for [1000, 32]")]
    [InlineData("num_layers", 4, "missing ('encoder.block.2.")]
    public void Weights_of_another_configuration_are_one_clear_line(string key, int value, string says)
    {
        var folder = Directory.CreateDirectory(_cli.PathOf("other")).FullName;
        File.Copy(Path.Combine(Model, "model.safetensors"), Path.Combine(folder, "model.safetensors"));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "config.json")))!;
        config[key] = value;
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        Refused("other", says, "config.json and model.safetensors must be of the same T5 model");
    }

    [Fact]
    public void A_wrong_model_is_one_clear_line()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "config.json")))!;
        Directory.CreateDirectory(_cli.PathOf("wrong"));
        File.Copy(Path.Combine(Model, "model.safetensors"), _cli.PathOf("wrong", "model.safetensors"));
        config["d_modle"] = 3;
        File.WriteAllText(_cli.PathOf("wrong", "config.json"), config.ToJsonString());
        Refused("wrong", "config.json: key 'd_modle' is not known");

        config.AsObject().Remove("d_modle");
        config["num_decoder_layers"] = 2;
        File.WriteAllText(_cli.PathOf("wrong", "config.json"), config.ToJsonString());
        Refused("wrong", "extra ('decoder.block.2.");

        File.Copy(Path.Combine(Model, "config.json"), _cli.PathOf("wrong", "config.json"), overwrite: true);
        using (var weights = File.Open(_cli.PathOf("wrong", "model.safetensors"), FileMode.Open))
        {
            weights.SetLength(weights.Length - 1);
        }

        Refused("wrong", "model.safetensors: tensor 'shared.weight'");
    }

    public void Dispose() => _cli.Dispose();

    private void RefusedWeights(string says, Func<byte[], byte[]> change)
    {
        var folder = Directory.CreateDirectory(_cli.PathOf("hostile")).FullName;
        File.Copy(Path.Combine(Model, "config.json"), Path.Combine(folder, "config.json"));
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), change(File.ReadAllBytes(Path.Combine(Model, "model.safetensors"))));
        Refused("hostile", says, "copy or export the file again");
    }

    private void Refused(string model, params string[] says)
    {
        var (code, output, error) = _cli.Run($"t5 --model \"{model}\" --input input.json");
        Assert.Equal((ExitCode.Missing, ""), (code, output));
        Assert.All(says, part => Assert.Contains(part, error));
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
