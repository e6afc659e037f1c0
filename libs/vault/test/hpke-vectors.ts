/** Test vectors of RFC 9180: the first message of each. */
export const INFO = '4f6465206f6e2061204772656369616e2055726e';
export const PLAIN = '4265617574792069732074727574682c20747275746820626561757479';
export const AAD = '436f756e742d30';

/** A.1.1: the recipient's key pair. */
export const KEY_PAIR = {
  ikm: '6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037',
  privateKey: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  publicKey: '3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d',
};

/** mode_base of this suite (aead_id 2): of the authors' full set, which the RFC's appendix A prints in part. */
export const BASE = {
  skRm: '497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d',
  enc: '6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256',
  ct: 'e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be9931980a41de125a925cdad859d5b7a',
};

/** A.1.2: mode_psk with the same KEM and KDF, and AES-128-GCM. */
export const PSK = {
  skRm: 'c5eb01eb457fe6c6f57577c5413b931550a162c71a03ac8d196babbd4e5ce0fd',
  psk: '0247fd33b913760fa1fa51e1892d9f307fbe65eb171e8132c2af18555a738b82',
  pskId: '456e6e796e20447572696e206172616e204d6f726961',
  enc: '0ad0950d9fb9588e59690b74f1237ecdf1d775cd60be2eca57af5a4b0471c91b',
  ct: 'e52c6fed7f758d0cf7145689f21bc1be6ec9ea097fef4e959440012f4feb73fb611b946199e681f4cfc34db8ea',
};
