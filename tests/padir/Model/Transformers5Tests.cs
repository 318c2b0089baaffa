using System.Text.Json;
using System.Text.Json.Nodes;
using Gmlm.Padir.T5;
using Gmlm.Padir.Weights;
using TorchSharp;
using Xunit;

namespace Gmlm.Padir.Tests.Model;

/// <summary>
/// Folders as transformers 5 writes them. Their logits equal those of a reference in double precision; a folder that does not determine the
/// logits is refused.
/// </summary>
public sealed class Transformers5Tests : IDisposable
{
    private const double Tolerance = 1e-4;
    private const string Head = "lm_head.weight";

    private readonly string _folder = Directory.CreateTempSubdirectory("model").FullName;

    public static readonly TheoryData<string> Names = new("v10", "v11", "v11-no-head");

    [Theory, MemberData(nameof(Names))]
    public void Logits_are_the_references(string name)
    {
        Tensors.Equal(Expected(name), Logits(Source(name)), Tolerance);

        // A folder that is written and read again gives the same logits.
        using (var network = HuggingFaceCheckpoint.Load(Source(name)))
        {
            HuggingFaceCheckpoint.Save(network, _folder);
        }

        Tensors.Equal(Expected(name), Logits(_folder), Tolerance);
    }

    [Fact]
    public void Scaling_is_what_the_key_says()
    {
        Copy("v11-no-head", config => config["scale_decoder_outputs"] = true);
        var scale = Math.Sqrt(HuggingFaceCheckpoint.LoadConfig(_folder).Width);
        Tensors.Equal(Expected("v11-no-head"), [.. Logits(_folder).Select(value => (float)(value * scale))], Tolerance * scale);
        Copy("v10", config => config["scale_decoder_outputs"] = false);
        Tensors.Equal(Expected("v10"), [.. Logits(_folder).Select(value => (float)(value / scale))], Tolerance);
    }

    // Older folders have neither key. A tied ReLU model was always scaled. A gated model with a head of its own is version 1.1, which was
    // never scaled.
    [Theory]
    [InlineData("v10")]
    [InlineData("v11")]
    public void Older_folders_say_it_by_their_kind(string name)
    {
        Copy(name, Older);
        Tensors.Equal(Expected(name), Logits(_folder), Tolerance);
    }

    [Fact]
    public void What_an_older_folder_does_not_say_is_refused_with_the_key_to_add()
    {
        Copy("v11-no-head", Older);
        Refused("config.json: ", "scale_decoder_outputs is missing", "add \"scale_decoder_outputs\": true or false");

        // A head that only repeats the embedding does not determine the scaling either.
        Weights("v11", tensors => [.. tensors.Where(tensor => tensor.Name != Head), Embedding(tensors) with { Name = Head }]);
        Refused("add \"scale_decoder_outputs\": true or false");

        // No older version is a ReLU model with a head other than its embedding.
        Copy("v10", Older);
        Weights("v10", tensors => [.. tensors, Embedding(tensors) with { Name = Head, Values = [.. Embedding(tensors).Values.Reverse()] }]);
        Refused("lm_head.weight differs from shared.weight", "add \"scale_decoder_outputs\": true or false");
        Weights("v10", tensors => [.. tensors, Embedding(tensors) with { Name = Head }]);
        Tensors.Equal(Expected("v10"), Logits(_folder), Tolerance);
    }

    [Fact]
    public void A_model_that_is_not_tied_needs_its_head()
    {
        Copy("v11-no-head", config => config["tie_word_embeddings"] = false);
        Refused("model.safetensors: ", "1 missing ('lm_head.weight')");
    }

    [Theory, MemberData(nameof(Names))]
    public void Shards_give_the_same_logits(string name)
    {
        Shard(name);
        Tensors.Equal(Expected(name), Logits(_folder), Tolerance);
    }

    [Fact]
    public void Shards_that_are_not_their_index_are_refused()
    {
        Shard("v10");
        var index = Path.Combine(_folder, "model.safetensors.index.json");
        void Index(Action<JsonObject> change)
        {
            Shard("v10");
            var json = JsonNode.Parse(File.ReadAllText(index))!;
            change(json["weight_map"]!.AsObject());
            File.WriteAllText(index, json.ToJsonString());
        }

        Index(map => map["shared.weight"] = "model-00001-of-00002.safetensors");
        Refused("model-00001-of-00002.safetensors: tensor 'shared.weight' is missing");
        Index(map => map.Remove("shared.weight"));
        Refused("model-00002-of-00002.safetensors: tensor 'shared.weight' is extra");
        Index(map => map["shared.weight"] = "../x.safetensors");
        Refused("model.safetensors.index.json: tensor 'shared.weight': '\"../x.safetensors\"' is not the name");
        Index(map => map["shared.weight"] = 3);
        Refused("is not the name of a .safetensors file");
        Index(map => map.Clear());
        Refused("model.safetensors.index.json: weight_map is missing");
        File.WriteAllText(index, "{");
        Refused("model.safetensors.index.json: not JSON");
        File.Delete(index);
        Refused("model.safetensors.index.json: it is missing, but the weights are sharded");
        Shard("v10");
        File.Delete(Path.Combine(_folder, "model-00002-of-00002.safetensors"));
        Assert.ThrowsAny<IOException>(() => HuggingFaceCheckpoint.Load(_folder));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("model.safetensors.index.json")]
    [InlineData("model-00001-of-00002.safetensors")]
    public void A_Git_LFS_pointer_is_named_as_one(string file)
    {
        if (file.Contains('-') || file.Contains("index"))
        {
            Shard("v10");
        }
        else
        {
            Copy("v10", _ => { });
        }

        File.WriteAllText(Path.Combine(_folder, file), "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935\nsize 12345\n");
        Refused($"{file}: it is a Git LFS pointer", "git lfs pull");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Source(string name) => Fixture.Folder(Path.Combine("t5-transformers5", name));

    private static void Older(JsonObject config)
    {
        config.Remove("is_decoder");
        config.Remove("scale_decoder_outputs");
    }

    private static WeightTensor Embedding(IEnumerable<WeightTensor> tensors) => tensors.Single(tensor => tensor.Name == "shared.weight");

    private static float[] Expected(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Source(name), "expected.json")));
        return [.. Flat(json.RootElement.GetProperty("logits"))];

        static IEnumerable<float> Flat(JsonElement element) =>
            element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element.GetSingle()];
    }

    private static float[] Logits(string folder)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Fixture.Folder("t5-transformers5"), "in.json")));
        int[][] Rows(string key) =>
            [.. json.RootElement.GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
        using var network = HuggingFaceCheckpoint.Load(folder);
        var (source, target) = (Tensors.Ids(network.Config, Rows("input_ids")), Tensors.Ids(network.Config, Rows("decoder_input_ids")));
        return network.Forward(source, target, DecoderMode.Causal).Flat();
    }

    private void Copy(string name, Action<JsonObject> change)
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Source(name), "config.json")))!.AsObject();
        change(config);
        File.WriteAllText(Path.Combine(_folder, "config.json"), config.ToJsonString());
        File.Copy(Path.Combine(Source(name), "model.safetensors"), Path.Combine(_folder, "model.safetensors"), overwrite: true);
    }

    private void Weights(string name, Func<IReadOnlyList<WeightTensor>, WeightTensor[]> change) =>
        SafetensorsWriter.Write(Path.Combine(_folder, "model.safetensors"), change(Read(name)));

    private static IReadOnlyList<WeightTensor> Read(string name) => SafetensorsReader.Read(Path.Combine(Source(name), "model.safetensors"));

    // Puts every second tensor into the second file, the embedding included.
    private void Shard(string name)
    {
        File.Copy(Path.Combine(Source(name), "config.json"), Path.Combine(_folder, "config.json"), overwrite: true);
        File.Delete(Path.Combine(_folder, "model.safetensors"));
        var map = new JsonObject();
        foreach (var shard in Read(name).Select((tensor, i) => (Tensor: tensor, First: i % 2 == 0 && tensor.Name != "shared.weight")).GroupBy(entry => entry.First))
        {
            var file = $"model-0000{(shard.Key ? 1 : 2)}-of-00002.safetensors";
            SafetensorsWriter.Write(Path.Combine(_folder, file), shard.Select(entry => entry.Tensor));
            foreach (var (tensor, _) in shard)
            {
                map[tensor.Name] = file;
            }
        }

        var index = new JsonObject { ["metadata"] = new JsonObject { ["total_size"] = 1 }, ["weight_map"] = map };
        File.WriteAllText(Path.Combine(_folder, "model.safetensors.index.json"), index.ToJsonString());
    }

    private void Refused(params string[] says)
    {
        var error = Assert.ThrowsAny<Exception>(() => HuggingFaceCheckpoint.Load(_folder));
        Assert.True(error is CheckpointException or SafetensorsException, error.ToString());
        Assert.All(says, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }
}
