using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Tests.Model;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Autoregressive;

public class OptionTests
{
    public static readonly TheoryData<string, AutoregressiveOptions> Bad = new()
    {
        { "BeamWidth is 0; it must be at least 1", new() { BeamWidth = 0 } },
        { "MaxLength is 0; it must be at least 1", new() { MaxLength = 0 } },
        { "LengthAlpha is -1; it must be finite and at least 0", new() { LengthAlpha = -1 } },
        { "LengthAlpha is NaN; it must be finite and at least 0", new() { LengthAlpha = double.NaN } },
        { "MaxLength is 256; it must be less than the 256 positions of the network", new() { MaxLength = 256 } },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_option_is_refused_in_one_line(string message, AutoregressiveOptions options)
    {
        using var network = Tensors.Network(Tensors.Tiny with { PositionalAttention = true });
        Assert.Equal(message, Assert.Throws<DecodingException>(() => new AutoregressiveDecoder(network, options)).Message);
    }

    [Fact]
    public void Good_options_pass_as_they_are()
    {
        var options = new AutoregressiveOptions { BeamWidth = 4, LengthAlpha = 0, MaxLength = 1 };
        Assert.Same(options, options.Checked());
    }

    [Fact]
    public void What_cannot_be_decoded_is_refused()
    {
        using var network = Tensors.Network(Tensors.Tiny);
        using var decoder = new AutoregressiveDecoder(network, new());
        using var fractions = ones(2, 2);
        Assert.Throws<ArgumentException>(() => decoder.Decode(fractions, cancel: TestContext.Current.CancellationToken));
        network.train();
        Assert.Contains("training mode", Assert.Throws<DecodingException>(() => new AutoregressiveDecoder(network, new())).Message);
    }
}
