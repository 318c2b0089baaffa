using System.Text.Json.Nodes;
using CsCheck;
using Gmlm.Padir.T5;
using Gmlm.Padir.Weights;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

public sealed class HuggingFaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model").FullName;

    [Theory]
    [InlineData("d_model", null, "d_model is missing")]
    [InlineData("d_model", "\"32\"", "d_model is '\"32\"'; it must be a number")]
    [InlineData("d_model", "32.5", "it must be a whole number")]
    [InlineData("d_model", "0", "d_model is 0; it must be from 1")]
    [InlineData("d_model", "1e99", "it must be a whole number")]
    [InlineData("d_ff", "-1", "d_ff is -1")]
    [InlineData("num_heads", "1048576", "num_heads is 1048576")]
    [InlineData("num_layers", "100000", "num_layers is 100000")]
    [InlineData("vocab_size", "true", "vocab_size is 'true'")]
    [InlineData("dropout_rate", "1", "dropout_rate is 1")]
    [InlineData("dropout_rate", "\"x\"", "it must be a number")]
    [InlineData("layer_norm_epsilon", "0", "layer_norm_epsilon is 0")]
    [InlineData("relative_attention_num_buckets", "2", "relative_attention_num_buckets is 2")]
    [InlineData("relative_attention_max_distance", "16", "relative_attention_max_distance is 16; it must be from 17")]
    [InlineData("pad_token_id", "96", "pad_token_id is 96; it must be from 0 to 95")]
    [InlineData("tie_word_embeddings", "1", "it must be true or false")]
    [InlineData("feed_forward_proj", "\"gated-silu\"", "feed_forward_proj is 'gated-silu'")]
    [InlineData("feed_forward_proj", "3", "it must be a string")]
    [InlineData("model_type", "\"bert\"", "model_type is 'bert'")]
    [InlineData("d_modle", "32", "key 'd_modle' is not known")]
    public void A_configuration_that_is_none_is_refused(string key, string? value, string says)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixture.Folder("t5-v1.0-tiny"), "config.json")))!.AsObject();
        json.Remove(key);
        if (value is not null)
        {
            json[key] = JsonNode.Parse(value);
        }

        Assert.Contains(says, Assert.Throws<CheckpointException>(() => HuggingFaceConfig.Parse(json.ToJsonString())).Message);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"d_model\":1,\"d_model\":1}", "key 'd_model' stands twice")]
    [InlineData("{\"\\ud800\":1}", "not Unicode")]
    public void Text_that_is_no_configuration_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<CheckpointException>(() => HuggingFaceConfig.Parse(text)).Message);

    [Fact]
    public void A_published_configuration_is_read()
    {
        // The keys of t5-small, as published.
        var config = HuggingFaceConfig.Parse("""
            {"architectures":["T5WithLMHeadModel"],"d_ff":2048,"d_kv":64,"d_model":512,"decoder_start_token_id":0,"dropout_rate":0.1,"eos_token_id":1,
            "initializer_factor":1.0,"is_encoder_decoder":true,"layer_norm_epsilon":1e-06,"model_type":"t5","n_positions":512,"num_heads":8,"num_layers":6,
            "output_past":true,"pad_token_id":0,"relative_attention_num_buckets":32,"task_specific_params":{"summarization":{"num_beams":4}},"vocab_size":32128}
            """);
        Assert.Equal(new T5Config { VocabularySize = 32128, Width = 512, HeadWidth = 64, Heads = 8, FeedForwardWidth = 2048, EncoderLayers = 6, DecoderLayers = 6 }, config);
    }

    [Fact]
    public void A_configuration_is_read_back() => Gen.Select(Gen.Int[1, 64], Gen.Int[1, 9], Gen.Bool, Gen.Bool, Gen.Double[0, 0.99]).Sample((width, layers, tied, positional, dropout) =>
    {
        var config = new T5Config
        {
            VocabularySize = 50, Width = width, HeadWidth = 3, Heads = 2, FeedForwardWidth = 7, EncoderLayers = layers, DecoderLayers = 2, TieEmbeddings = tied, PositionalAttention = positional,
            Dropout = dropout, PadId = 3, EosId = 4, StartId = 5, Buckets = 8, MaxDistance = 20, NormEpsilon = 1e-5, Positions = 11,
            FeedForward = tied ? FeedForwardKind.Relu : FeedForwardKind.GatedGelu,
        };
        Assert.Equal(config, HuggingFaceConfig.Parse(HuggingFaceConfig.Format(config)));
    }, iter: 50);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_network_is_read_back_and_written_to_the_same_bytes(bool positional)
    {
        using var network = Tensors.Network(Tensors.Tiny with { PositionalAttention = positional, TieEmbeddings = !positional });
        HuggingFaceCheckpoint.Save(network, _folder);
        using var back = HuggingFaceCheckpoint.Load(_folder);
        var bytes = File.ReadAllBytes(Path.Combine(_folder, "model.safetensors"));
        HuggingFaceCheckpoint.Save(back, _folder);

        Assert.Equal(network.Config, back.Config);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(_folder, "model.safetensors")));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        // All parameters were exported, so none kept the value of uninitialised memory.
        Assert.Equal(network.parameters().Sum(parameter => parameter.numel()), HuggingFaceWeights.Export(back).Sum(tensor => tensor.Values.Length));
    }

    [Fact]
    public void The_names_are_those_of_the_published_models()
    {
        foreach (var name in Fixture.Names)
        {
            var file = SafetensorsReader.Read(Path.Combine(Fixture.Folder(name), "model.safetensors"));
            using var network = HuggingFaceCheckpoint.Load(Fixture.Folder(name));
            var exported = HuggingFaceWeights.Export(network).ToDictionary(tensor => tensor.Name);

            Assert.Equal(file.Select(tensor => tensor.Name).Order(), exported.Keys.Order());
            Assert.All(file, tensor => Assert.Equal(tensor.Values, exported[tensor.Name].Values));
        }
    }

    [Fact]
    public void What_is_missing_or_extra_is_named()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        WeightTensor[] weights = [.. HuggingFaceWeights.Export(network)];
        string Refused(IEnumerable<WeightTensor> given) => Assert.Throws<CheckpointException>(() => HuggingFaceWeights.Import(network.Config, [.. given])).Message;

        var message = Refused([.. weights.Where(tensor => !tensor.Name.Contains("EncDecAttention.k")), new("decoder.extra.weight", [1], [1f])]);
        Assert.Equal("the weights are not those of the configuration: 2 missing ('decoder.block.0.layer.1.EncDecAttention.k.weight', 'decoder.block.1.layer.1.EncDecAttention.k.weight'); 1 extra ('decoder.extra.weight')", message);
        Assert.Contains($"{weights.Length} missing", Refused([]));
        Assert.Equal("tensor 'shared.weight' has shape [24, 40]; the configuration asks for [40, 24]", Refused(weights.Select(tensor => tensor.Name == "shared.weight" ? tensor with { Shape = [24, 40] } : tensor)));
    }

    [Fact]
    public void Older_checkpoints_may_repeat_the_embedding()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        WeightTensor[] weights = [.. HuggingFaceWeights.Export(network)];
        var shared = weights.Single(tensor => tensor.Name == "shared.weight");
        foreach (var name in new[] { "encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight" })
        {
            HuggingFaceWeights.Import(network.Config, [.. weights, shared with { Name = name }]).Dispose();
            float[] other = [.. shared.Values[..^1], 9f];
            Assert.Contains(name, Assert.Throws<CheckpointException>(() => HuggingFaceWeights.Import(network.Config, [.. weights, shared with { Name = name, Values = other }])).Message);
        }

        HuggingFaceWeights.Import(network.Config, [.. weights, new("decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight", [32, 3], new float[96])]).Dispose();
    }

    [Fact]
    public void Errors_begin_with_the_file()
    {
        Assert.ThrowsAny<IOException>(() => HuggingFaceCheckpoint.Load(Path.Combine(_folder, "nowhere")));
        File.WriteAllText(Path.Combine(_folder, "config.json"), "{");
        Assert.StartsWith("config.json: ", Assert.Throws<CheckpointException>(() => HuggingFaceCheckpoint.Load(_folder)).Message);
        File.WriteAllText(Path.Combine(_folder, "config.json"), HuggingFaceConfig.Format(Tensors.Tiny));
        Assert.ThrowsAny<IOException>(() => HuggingFaceCheckpoint.Load(_folder));
        File.WriteAllText(Path.Combine(_folder, "model.safetensors"), "{");
        Assert.StartsWith("model.safetensors: ", Assert.Throws<SafetensorsException>(() => HuggingFaceCheckpoint.Load(_folder)).Message);
        // The configuration asks for a very large network. It is refused by names and shapes before memory is allocated for it.
        SafetensorsWriter.Write(Path.Combine(_folder, "model.safetensors"), [new("shared.weight", [1], [1f])]);
        File.WriteAllText(Path.Combine(_folder, "config.json"), HuggingFaceConfig.Format(Tensors.Tiny with { Width = 1 << 20, FeedForwardWidth = 1 << 20, EncoderLayers = 1000 }));
        Assert.StartsWith("model.safetensors: the weights", Assert.Throws<CheckpointException>(() => HuggingFaceCheckpoint.Load(_folder)).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
