using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Padir.Tests.Corpora;
using Gmlm.Padir.Tokens;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

/// <summary>A model works only with its own vocabulary and direction, and any change to its files after training is detected.</summary>
public sealed class IdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // With and without the recipe's checksum, which older manifests lack.
    [Theory]
    [InlineData("padir-en-de", "config.network.eosId", 5, "eosId is 5")]
    [InlineData("padir-en-de", "config.network.padId", 4, "padId is 4")]
    [InlineData("controlled-ar", "config.network.eosId", 5, "eosId is 5")]
    [InlineData("padir-en-de", "vocabulary", "ro-sts", "vocabulary ro-sts has the SHA-256 f5d5c92d")]
    [InlineData("padir-en-de", "config.network.startId", 0, null)]
    [InlineData("padir-en-de", "config.network.maxDistance", 64, null)]
    [InlineData("padir-en-de", "config.corruption.input", "mask", null)]
    [InlineData("padir-en-de", "direction", "de-en", null)]
    [InlineData("controlled-padir", "pairSeed", 2, null)]
    public void A_recipe_that_was_edited_is_refused(string name, string key, object value, string? alone)
    {
        Copy(name);
        var manifest = Path.Combine(_folder.Root, Checkpoint.ManifestFile);
        var json = JsonNode.Parse(File.ReadAllText(manifest))!;
        var path = key.Split('.');
        path[..^1].Aggregate(json["recipe"]!, (node, part) => node[part]!)[path[^1]] = value is string text ? text : (int)value;
        File.WriteAllText(manifest, json.ToJsonString());
        Refused("its recipe was edited after training");

        json.AsObject().Remove("recipeSha256");
        File.WriteAllText(manifest, json.ToJsonString());
        if (alone is not null)
        {
            Refused(alone);
        }
        else
        {
            TranslationModel.Load(_folder.Root).Dispose();
        }
    }

    [Fact]
    public void White_space_and_keys_beside_the_recipe_change_nothing()
    {
        Copy("padir-en-de");
        var manifest = Path.Combine(_folder.Root, Checkpoint.ManifestFile);
        File.WriteAllText(manifest, JsonNode.Parse(File.ReadAllText(manifest))!.ToJsonString());
        TranslationModel.Load(_folder.Root).Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1970602536be20c0faaccb03089da9bd8ee184569c04499d96def5b8bd074e87")]
    public void Another_vocabularys_sum_is_refused(string? sum)
    {
        Copy("padir-en-de");
        Manifest(json => json["vocabularySha256"] = sum);
        Refused("vocabulary multi30k-en-de has the SHA-256 136a18cc");
    }

    [Fact]
    public void A_rescorer_has_the_models_vocabulary_and_direction()
    {
        using var model = Committed("padir-en-de");
        using var own = Committed("ar-en-de");
        model.RequireRescorer(own);
        Unlike("ar-ro-sts", "ar-ro-sts ro-sts (SHA-256 f5d5c92d0029");
        Unlike("ar-de-en", "padir-en-de translates en-de, ar-de-en de-en");

        void Unlike(string name, string says)
        {
            using var other = Committed(name);
            Assert.Contains(says, Assert.Throws<DecodingException>(() => model.RequireRescorer(other)).Message, StringComparison.Ordinal);
            var loop = new DecodingOptions { Input = model.Model.Config.Corruption.Input };
            var settings = new ParallelSettings { Loop = loop, Rescorer = other };
            Assert.Throws<DecodingException>(() => model.Parallel([[4, 5, 6]], settings, TestContext.Current.CancellationToken));
        }
    }

    // The checksum already shows that the weights have changed. The tensor is named too, also when the checksum was changed with the
    // weights.
    [Theory]
    [InlineData("padir-en-de", "encoder.final_layer_norm.weight")]
    [InlineData("padir-en-de", "length_predictor.Embedding")]
    [InlineData("ablation-base", "decoder.block.0.layer.2.DenseReluDense.wo.weight")]
    [InlineData("padir-rejecter-en-de", "rejecter.Bias")]
    public void A_tensor_that_is_missing_extra_or_renamed_is_named(string name, string tensor)
    {
        Copy(name);
        var file = Path.Combine(_folder.Root, Checkpoint.WeightsFile);
        var whole = SafetensorsReader.Read(file);
        Changed(whole.Where(weight => !Of(weight, tensor)), tensor);
        Changed([.. whole, new WeightTensor("decoder.more.weight", [1], [1])], "decoder.more.weight");
        Changed([.. whole, new WeightTensor("length_predictor.more", [1], [1])], "length_predictor.more");
        var renamed = tensor.Split('.')[0] + ".renamed";
        Changed(whole.Select(weight => Of(weight, tensor) ? weight with { Name = renamed + weight.Name[tensor.Length..] } : weight), tensor);

        void Changed(IEnumerable<WeightTensor> weights, string named)
        {
            SafetensorsWriter.Write(file, weights);
            Refused($"'{named}'");
            var sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            var before = Checkpoint.Describe(_folder.Root).WeightsSha256;
            Manifest(json => json["weightsSha256"] = sum);
            Refused($"'{named}'");
            Manifest(json => json["weightsSha256"] = before);
        }

        static bool Of(WeightTensor weight, string tensor) => weight.Name == tensor || weight.Name == tensor + RowScale.Suffix;
    }

    [Fact]
    public void A_vocabulary_of_the_program_goes_before_a_file()
    {
        Assert.Equal("136a18ccb41a727be48d31b9d71de1f8f0944f2e18b58823748089dc850c2096", Vocabulary.Find("multi30k-en-de").Sha256);
        var file = _folder.Write("multi30k-en-de", File.ReadAllBytes(Path.Combine(Checkout.Root, "padir", "vocab", "ro-sts.model")));
        Assert.Equal("f5d5c92d0029553b58ecceba6d55806df40b98e1b2be38471f486d79d0263f4a", Vocabulary.Find(file).Sha256);
        Assert.ThrowsAny<IOException>(() => Vocabulary.Find("nowhere"));
        var pointer = _folder.Write("pointer", "version https://git-lfs.github.com/spec/v1\n");
        Assert.Contains("Git LFS pointer", Assert.Throws<InvalidDataException>(() => Vocabulary.Load(pointer)).Message, StringComparison.Ordinal);
    }

    private static TranslationModel Committed(string name) =>
        TranslationModel.Load(Path.Combine(Checkout.Root, "padir", "checkpoints", name));

    private void Copy(string name)
    {
        foreach (var file in new[] { Checkpoint.ManifestFile, Checkpoint.WeightsFile })
        {
            File.Copy(Path.Combine(Checkout.Root, "padir", "checkpoints", name, file), Path.Combine(_folder.Root, file), overwrite: true);
        }
    }

    private void Manifest(Action<JsonObject> change)
    {
        var file = Path.Combine(_folder.Root, Checkpoint.ManifestFile);
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(json);
        File.WriteAllText(file, json.ToJsonString());
    }

    private void Refused(string says)
    {
        var message = Assert.Throws<CheckpointException>(() => TranslationModel.Load(_folder.Root).Dispose()).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
