using System.Text.Json;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using TorchSharp;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

/// <summary>
/// Tiny T5 networks with random weights under Hugging Face's names, with the outputs of an independent reference in double precision.
/// </summary>
internal sealed class Fixture : IDisposable
{
    public static readonly string[] Names = ["t5-v1.0-tiny", "t5-v1.1-tiny"];

    private readonly JsonDocument _expected;

    public Fixture(string name)
    {
        Network = HuggingFaceCheckpoint.Load(Folder(name));
        _expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(name), "expected.json")));
    }

    public T5Network Network { get; }

    public T5Config Config => Network.Config;

    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>The token ids at a path of the expectation, int64 (rows, length).</summary>
    public Tensor Ids(params string[] path)
    {
        var rows = At(path).EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray()).ToArray();
        return TokenRows.ToTensor(rows, Config);
    }

    /// <summary>The numbers at a path of the expectation, flattened.</summary>
    public float[] Numbers(params string[] path) => [.. Flat(At(path))];

    public void Dispose()
    {
        Network.Dispose();
        _expected.Dispose();
    }

    private JsonElement At(string[] path) => path.Aggregate(_expected.RootElement, (element, key) => element.GetProperty(key));

    private static IEnumerable<float> Flat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element.GetSingle()];
}
